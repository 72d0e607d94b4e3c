//! Saints, whose gender and case are those of the name: `św. Anny`.

use verbalizer::cursor::Cursor;
use verbalizer::rule::Verbalization;
use verbalizer::word_list::has;

/// `św. Jan`, `św. Anny`.
pub(super) fn saint(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const WOMEN: &str = "Anna Barbara Teresa Maria Katarzyna Jadwiga Małgorzata Agnieszka Elżbieta Magdalena Kinga \
        Klara Faustyna Cecylia Zofia";
    const MEN: [&str; 5] = ["Jerzy", "Antoni", "Ignacy", "Idzi", "Walenty"];
    let word = cursor.word();
    let name = cursor.next_word(word.len() + 1);
    let written = matches!(word, "św" | "Św") && cursor.after(word.len()).starts_with('.');
    if !written || !name.starts_with(char::is_uppercase) {
        return None;
    }
    let words = match name {
        _ if has(WOMEN, name) => "święta",
        _ if MEN.contains(&name) => "święty",
        _ if name.ends_with("owi") => "świętemu",
        _ if name.ends_with("em") || name.ends_with("im") => "świętym",
        _ if name.ends_with(['a', 'o']) => "świętego",
        _ if name.ends_with(['y', 'i']) => "świętej",
        _ if name.ends_with(['ą', 'ę']) => "świętą",
        _ => "święty",
    };
    let capital = word.starts_with('Ś');
    let words = if capital { words.replacen('ś', "Ś", 1) } else { words.to_owned() };
    Some(Verbalization::words(word.len() + 1, words))
}
