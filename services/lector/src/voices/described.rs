//! Describes a voice for people.

use contract::VoiceManifest;

/// The details of a voice, line by line.
pub(super) fn described(voice: &VoiceManifest) -> Vec<String> {
    let speakers =
        if voice.speakers.is_empty() { "one".to_owned() } else { voice.speakers.join(", ") };
    let mut lines = vec![
        format!("voice      {}", voice.name),
        format!("family     {:?}", voice.family),
        format!("languages  {}", voice.languages.join(", ")),
        format!("speakers   {speakers}"),
        format!("sound      {} Hz", voice.rate_hz),
        format!("symbols    {}", voice.phonemes),
        format!("licence    {}", voice.licence),
        format!("source     {}", voice.source),
        format!("digest     {}", voice.digest()),
    ];
    let file = |file: &contract::VoiceFile| {
        format!("file       {} ({} bytes, sha256 {})", file.name, file.bytes, file.sha256)
    };
    lines.extend(voice.files.iter().map(file));
    lines
}
