//! Which voice of espeak-ng speaks a language.

use crate::language::primary_subtag;
use crate::voice::Voice;

/// Countries whose English is written and spoken like that of the United States, and whose Spanish like that of Mexico.
const UNITED_STATES: [&str; 3] = ["US", "PH", "LR"];
const LATIN_AMERICA: &str = "AR BO CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV US UY VE 419";

/// The voice of espeak-ng for a BCP 47 tag; `None` if it has none that can be understood, as for the characters of Japanese.
#[must_use]
pub fn espeak_voice(tag: &str) -> Option<Voice> {
    let primary = primary_subtag(tag).to_lowercase();
    let regions = || tag.split(['-', '_']).skip(1).map(str::to_uppercase);
    let is_in = |region: &str| regions().any(|known| known == region);
    let code = match primary.as_str() {
        "ja" => return None,
        "zh" => "cmn",
        "no" | "nn" => "nb",
        "pt" if is_in("BR") => "pt-br",
        "fr" if is_in("BE") => "fr-be",
        "fr" if is_in("CH") => "fr-ch",
        "fr" => "fr-fr",
        "es" if regions().any(|region| LATIN_AMERICA.split(' ').any(|known| known == region)) => {
            "es-419"
        }
        "en" if regions().next().is_none() || UNITED_STATES.into_iter().any(is_in) => "en-us",
        "en" => "en-gb",
        primary => primary,
    };
    format!("espeak:{code}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_spoken_by_voices_that_exist() {
        let check = |tag: &str, expected: Option<&str>| {
            assert_eq!(
                espeak_voice(tag).map(|voice| voice.to_string()).as_deref(),
                expected,
                "{tag}"
            );
        };

        check("de-AT", Some("espeak:de"));
        check("zh-Hans-CN", Some("espeak:cmn"));
        check("pt-BR", Some("espeak:pt-br"));
        check("pt", Some("espeak:pt"));
        check("no", Some("espeak:nb"));
        check("nb-NO", Some("espeak:nb"));
        check("fr-CA", Some("espeak:fr-fr"));
        check("es-MX", Some("espeak:es-419"));
        check("en", Some("espeak:en-us"));
        check("en-AU", Some("espeak:en-gb"));
        check("la", Some("espeak:la"));
        check("ja", None);
        check("gsw", None);
    }
}
