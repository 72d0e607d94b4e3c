//! Language tags from codes and names.

/// Tags, each with its names: three-letter codes, the English name, its own name.
const NAMES: [(&str, &[&str]); 28] = [
    ("ar", &["ara", "arabic", "العربية"]),
    ("bg", &["bul", "bulgarian", "български"]),
    ("ca", &["cat", "catalan", "català"]),
    ("cs", &["ces", "cze", "czech", "čeština"]),
    ("da", &["dan", "danish", "dansk"]),
    ("de", &["deu", "ger", "german", "deutsch"]),
    ("el", &["ell", "gre", "greek", "ελληνικά"]),
    ("en", &["eng", "english"]),
    ("es", &["spa", "spanish", "español"]),
    ("fi", &["fin", "finnish", "suomi"]),
    ("fr", &["fra", "fre", "french", "français"]),
    ("he", &["heb", "hebrew", "עברית"]),
    ("hi", &["hin", "hindi", "हिन्दी"]),
    ("hu", &["hun", "hungarian", "magyar"]),
    ("it", &["ita", "italian", "italiano"]),
    ("ja", &["jpn", "japanese", "日本語"]),
    ("ko", &["kor", "korean", "한국어"]),
    ("nl", &["nld", "dut", "dutch", "nederlands"]),
    ("no", &["nor", "norwegian", "norsk"]),
    ("pl", &["pol", "polish", "polski"]),
    ("pt", &["por", "portuguese", "português"]),
    ("ro", &["ron", "rum", "romanian", "română"]),
    ("ru", &["rus", "russian", "русский"]),
    ("sv", &["swe", "swedish", "svenska"]),
    ("tr", &["tur", "turkish", "türkçe"]),
    ("uk", &["ukr", "ukrainian", "українська"]),
    ("vi", &["vie", "vietnamese", "tiếng việt"]),
    ("zh", &["zho", "chi", "chinese", "中文"]),
];

/// The BCP 47 tag for a tag, a code of three letters or a name; `None` if it is unknown.
pub fn language_tag(text: &str) -> Option<String> {
    let meant = text.trim().to_lowercase();
    let known = NAMES.iter().find(|(_, names)| names.contains(&meant.as_str()));
    if let Some((tag, _)) = known {
        return Some((*tag).to_owned());
    }
    let text = text.trim().replace('_', "-");
    let (primary, rest) = text.split_once('-').unwrap_or((&text, ""));
    let plain = |part: &str| part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_tag = matches!(primary.len(), 2 | 3)
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && rest.split('-').all(plain)
        && text.len() <= 35;
    is_tag.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_codes_and_names_are_understood() {
        let check =
            |text, expected: Option<&str>| assert_eq!(language_tag(text).as_deref(), expected);

        check("en", Some("en"));
        check("en_GB", Some("en-GB"));
        check("eng", Some("en"));
        check("English", Some("en"));
        check(" Français ", Some("fr"));
        check("gsw", Some("gsw"));
        check("Klingon", None);
        check("", None);
    }
}
