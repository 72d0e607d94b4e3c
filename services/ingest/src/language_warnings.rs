//! Warns of voices that do not speak the language of a book, and names some that do.

use contract::{Engine, Plan, Voice, VoiceManifest, espeak_voice, is_same_language};
use hub::KnownVoice;
use planning::LANGUAGE;

/// How a warning about languages begins.
const LANGUAGE_WARNING: &str = "the book is in `";

/// Replaces the plan's warnings about voices that do not speak the language of the book; `manifests` are those of its voices, `known` all that
/// can be chosen.
pub(crate) fn warn_of_language(
    plan: &mut Plan,
    manifests: &[(Voice, VoiceManifest)],
    known: &[VoiceManifest],
) {
    let language = plan.metadata.language.as_deref().unwrap_or(LANGUAGE);
    let of_models = manifests
        .iter()
        .filter_map(|(voice, manifest)| model_warning(manifest, voice.speaker(), language, known));
    let voices = std::iter::once(&plan.options.voice).chain(plan.options.voices.values());
    let of_espeak = voices.filter_map(|voice| espeak_warning(voice, language, known));
    let mut warnings: Vec<String> = of_models.chain(of_espeak).collect();
    warnings.dedup();
    plan.warnings.retain(|warning| !warning.starts_with(LANGUAGE_WARNING));
    plan.warnings.extend(warnings);
}

/// A warning if the speaker of a voice with a model does not speak the language of the book.
fn model_warning(
    manifest: &VoiceManifest,
    speaker: &str,
    language: &str,
    known: &[VoiceManifest],
) -> Option<String> {
    if manifest.speaks(speaker, language) {
        return None;
    }
    let name = &manifest.name;
    let spoken = manifest.languages_of(speaker).join(", ");
    let own = manifest.speaker_of(language).map(|speaker| format!("`{name}:{speaker}`"));
    let others = known.iter().filter(|other| other.name != *name);
    let advice = advice(own, others, language);
    Some(format!("{LANGUAGE_WARNING}{language}`, but the voice `{name}` speaks {spoken}: {advice}"))
}

/// A warning if espeak-ng is to speak another language than that of the book, or one whose characters it cannot read.
fn espeak_warning(voice: &Voice, language: &str, known: &[VoiceManifest]) -> Option<String> {
    if voice.engine() != Engine::Espeak {
        return None;
    }
    let spoken = voice.variant();
    let right = espeak_voice(language);
    let cannot = if right.is_some_and(|right| is_same_language(right.variant(), spoken)) {
        return None;
    } else if is_same_language(language, spoken) {
        "cannot read its characters".to_owned()
    } else {
        format!("speaks {spoken}")
    };
    let advice = advice(None, known.iter(), language);
    Some(format!("{LANGUAGE_WARNING}{language}`, but the voice `{voice}` {cannot}: {advice}"))
}

/// What to choose instead: voices that are there, one of espeak-ng, one that can be fetched.
fn advice<'a>(
    own: Option<String>,
    others: impl Iterator<Item = &'a VoiceManifest>,
    language: &str,
) -> String {
    let there: Vec<(&str, String)> = others
        .filter_map(|other| Some((other.name.as_str(), speaking(other, language)?)))
        .collect();
    let fetched = KnownVoice::that_speaks(language)
        .filter(|known| !there.iter().any(|(name, _)| *name == known.name));
    let there = there.iter().map(|(_, choice)| choice.clone());
    let fetched = fetched.map(|known| {
        format!("`{}`, which `lector voices add {0}` fetches ({})", known.name, known.size())
    });
    let espeak = espeak_voice(language).map(|voice| format!("`{voice}`"));
    let all: Vec<String> = own.into_iter().chain(there).chain(espeak).chain(fetched).collect();
    if all.is_empty() {
        return "there is no voice for it yet".to_owned();
    }
    format!("choose another, such as {}", all.join(", or "))
}

/// How to name a voice so that it speaks a language.
fn speaking(voice: &VoiceManifest, language: &str) -> Option<String> {
    let name = &voice.name;
    let speaker = voice.default_speaker().unwrap_or_default();
    if voice.speaks(speaker, language) {
        return Some(format!("`{name}`"));
    }
    voice.speaker_of(language).map(|speaker| format!("`{name}:{speaker}`"))
}

#[cfg(test)]
mod tests {
    use contract::built_in;

    use super::*;

    fn german() -> VoiceManifest {
        let languages = vec!["de-DE".to_owned()];
        VoiceManifest { name: "anna".to_owned(), languages, ..built_in() }
    }

    #[test]
    fn a_book_in_another_language_is_offered_a_voice_that_speaks_it() {
        let warning = |language| model_warning(&built_in(), "", language, &[built_in(), german()]);

        assert_eq!(warning("en-GB"), None);
        let french = warning("fr-CA").unwrap();
        let offer = "`espeak:fr-fr`, or `siwis`, which `lector voices add siwis` fetches (63 MB)";
        assert!(french.contains(offer), "{french}");
        let latin = warning("la").unwrap();
        assert!(latin.ends_with("such as `espeak:la`"), "{latin}");
        let of_anna = warning("de").unwrap();
        assert!(of_anna.contains("such as `anna`, or `espeak:de`"), "{of_anna}");
        assert!(french.starts_with(LANGUAGE_WARNING));
    }

    #[test]
    fn espeak_is_warned_of_where_it_speaks_another_language_or_cannot_read() {
        let warning =
            |voice: &str, language| espeak_warning(&voice.parse().unwrap(), language, &[german()]);

        assert_eq!(warning("espeak:pt-br", "pt"), None);
        assert_eq!(warning("espeak:cmn", "zh-Hans"), None);
        assert_eq!(warning("espeak:nb", "no"), None);
        assert_eq!(warning("espeak:en-gb", "en-US"), None);
        assert_eq!(warning("lector", "de"), None);
        let german = warning("espeak:en-us", "de").unwrap();
        assert!(german.contains("speaks en-us: choose another, such as `anna`"), "{german}");
        let japanese = warning("espeak:ja", "ja").unwrap();
        assert!(japanese.contains("cannot read its characters"), "{japanese}");
    }
}
