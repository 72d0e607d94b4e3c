//! Language tags from codes and names.

use super::names::named;

/// Longest tag.
const TAG: usize = 35;
/// Codes for no language, several, an unknown one.
const NOT_SAID: [&str; 10] =
    ["und", "mul", "zxx", "mis", "none", "unknown", "undefined", "undetermined", "other", "n/a"];

/// The BCP 47 tag for a tag, a code of two or three letters or a name; `None` if it is unknown, or says that the language is.
///
/// Of several, the first counts: "en, fr", "en;q=1".
pub fn language_tag(text: &str) -> Option<String> {
    let meant = text.trim_matches(|mark: char| !mark.is_alphanumeric()).to_lowercase();
    let ends = [';', ',', '(', '[', '/', '|', '\n'];
    let first = meant.split(ends).next().unwrap_or_default().trim();
    [&meant, first]
        .into_iter()
        .find_map(|text| named(text).map(|known| known.tag.to_owned()).or_else(|| tag(text)))
}

/// The English name of the language of a tag, or else the tag itself.
pub(super) fn english_name(tag: &str) -> String {
    let known = named(&contract::primary_subtag(tag).to_lowercase());
    known.map_or_else(|| tag.to_owned(), |known| known.english.to_owned())
}

/// Reads a tag in small letters: language, script and region; the rest is left out.
fn tag(text: &str) -> Option<String> {
    let mut parts = text.split(['-', '_', ' ']).filter(|part| !part.is_empty());
    let primary = parts.next()?;
    let is_code = matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_lowercase());
    // "qaa" to "qtz" are for private use.
    let is_private = primary.len() == 3 && ("qaa"..="qtz").contains(&primary);
    if !is_code || is_private || NOT_SAID.contains(&primary) {
        return None;
    }
    let known = named(primary).map(|known| known.tag);
    let mut tag = known.or((primary.len() == 3).then_some(primary))?.to_owned();
    for part in parts.filter(|part| part.is_ascii()) {
        match part.len() {
            4 if part.bytes().all(|b| b.is_ascii_alphabetic()) => {
                tag.push('-');
                tag.push_str(&part[..1].to_uppercase());
                tag.push_str(&part[1..]);
            }
            2 if part == "uk" => tag.push_str("-GB"),
            2 | 3 if part.bytes().all(|b| b.is_ascii_alphabetic()) || part.len() == 3 => {
                // "zh-cmn" names a language.
                if named(part).is_none_or(|known| known.tag.len() == part.len() && part.len() == 2)
                {
                    tag.push('-');
                    tag.push_str(&part.to_uppercase());
                }
            }
            _ => break,
        }
    }
    (tag.len() <= TAG).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_codes_and_names_are_understood() {
        let check = |text, expected: Option<&str>| {
            assert_eq!(language_tag(text).as_deref(), expected, "{text}");
        };

        check("en", Some("en"));
        check("EN", Some("en"));
        check("en_GB", Some("en-GB"));
        check("en-us", Some("en-US"));
        check("en-UK", Some("en-GB"));
        check("en-Latn-US", Some("en-Latn-US"));
        check("zh-cmn-Hans-CN", Some("zh-Hans-CN"));
        check("es-419", Some("es-419"));
        check("de-DE-1996", Some("de-DE"));
        check("ENG", Some("en"));
        check("ger", Some("de"));
        check("deu-AT", Some("de-AT"));
        check("fre", Some("fr"));
        check("cze", Some("cs"));
        check("jp", Some("ja"));
        check("English", Some("en"));
        check("Deutsch", Some("de"));
        check(" Français ", Some("fr"));
        check("Chinese (Simplified)", Some("zh"));
        check("Brazilian Portuguese", Some("pt"));
        check("en;q=1", Some("en"));
        check("en, fr", Some("en"));
        check("en / de", Some("en"));
        check("__en__", Some("en"));
        check("gsw", Some("gsw"));
        for unsaid in [
            "",
            " ",
            "und",
            "mul",
            "zxx",
            "MIS",
            "x-none",
            "x-default",
            "i-klingon",
            "qaa",
            "none",
            "xx",
            "Klingon",
            "C",
            "--",
            "12",
        ] {
            check(unsaid, None);
        }
    }
}
