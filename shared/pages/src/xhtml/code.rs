//! Tells program text from other preformatted text, such as verse and letters; and announces it.

/// Signs that are common in programs and rare in prose.
const SIGNS: &str = "{}()[];=<>/\\_#$&|+*@%^~";
/// What only programs, commands and markup have.
const MARKS: &[&str] = &[
    "();", "){", ") {", "};", "=>", "==", "!=", "::", "->", "</", "/>", "#include", "#!/", "<?",
    "&&", "||", "+=", "++", " = ", "://", "$(", "\\n", "();", "]);", "--help", " := ", "/*", "*/",
    "//",
];
/// Words at the beginning of a line of a program.
const WORDS: &[&str] = &[
    "def", "import", "return", "class", "function", "var", "let", "const", "public", "private",
    "static", "void", "int", "fn", "use", "if", "for", "while", "else", "elif", "try", "print",
    "echo", "sudo", "select", "from", "package", "include", "end", "begin", "printf", "#", ">>>",
    "$", "%",
];

/// Whether a preformatted text is of a program: a share of its signs is of programs, and some of its marks or words, too.
pub(super) fn is_code(text: &str) -> bool {
    let all = text.chars().filter(|letter| !letter.is_whitespace()).count();
    let signs = text.chars().filter(|letter| SIGNS.contains(*letter)).count();
    let first = text.split_whitespace().next().unwrap_or_default();
    let has_mark = MARKS.iter().any(|mark| text.contains(mark)) || WORDS.contains(&first);
    (signs * 100 >= all * 4 && has_mark && signs > 1) || signs * 100 >= all * 15
}

/// Words that announce program text, which is usually not read.
pub(super) fn announcement(language: &str) -> Option<&'static str> {
    Some(match contract::primary_subtag(language) {
        "en" => "Program code.",
        "de" => "Programmcode.",
        "fr" => "Code de programme.",
        "es" => "Código de programa.",
        "it" => "Codice di programma.",
        "pt" => "Código de programa.",
        "nl" => "Programmacode.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_told_from_verse_and_letters() {
        for code in [
            "x = 1",
            "def f(x):\n  return x + 1",
            "$ ls -l /tmp",
            "<p class=\"a\">b</p>",
            "for (i=0; i<3; i++) {}",
            "git commit --amend && git push",
        ] {
            assert!(is_code(code), "{code}");
        }
        for text in [
            "Tyger, in the woods (of night),\nBurning",
            "Dear Sir,\n  I am -- yours &c.,\nBen",
            "MENU\nSoup . . . 2/6\nFish & chips",
            "for ever and ever",
        ] {
            assert!(!is_code(text), "{text}");
        }
    }
}
