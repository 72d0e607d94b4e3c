//! Names of voices, and what their manifests allow.

use super::*;

fn check(text: &str, expected: Option<&str>) {
    let voice = text.parse::<Voice>().ok().map(|voice| voice.to_string());
    assert_eq!(voice.as_deref(), expected, "{text}");
}

#[test]
fn names_that_cannot_be_voices_are_refused() {
    check("espeak", Some("espeak:en-us"));
    check("espeak:en-gb", Some("espeak:en-gb"));
    check("sim", Some("sim"));
    check("lector:rms", Some("lector:rms"));
    check("kokoro:af_bella:0.6+af_sky:0.4", Some("kokoro:af_bella:0.6+af_sky:0.4"));
    for text in [
        "espeak:klingon",
        "sim:loud",
        "",
        "onnx",
        "a b",
        "../x",
        "Amy",
        "amy:",
        "amy@12",
        "amy:a/b",
    ] {
        check(text, None);
    }
}

#[test]
fn a_settled_voice_keeps_its_digest_and_sounds_like_no_other() {
    let manifest = Digest::of(b"manifest");
    let amy: Voice = "amy:low".parse().unwrap();

    let settled = amy.clone().settled(manifest);

    assert_eq!(settled.to_string(), format!("amy:low@{manifest}"));
    assert_eq!(settled.to_string().parse(), Ok(settled.clone()));
    assert_eq!((settled.name(), settled.speaker()), ("amy", "low"));
    assert_ne!(settled.digest(), amy.clone().settled(Digest::of(b"another")).digest());
    assert_ne!(settled.digest(), amy.digest());
}

#[test]
fn a_manifest_cannot_name_files_outside_of_its_folder() {
    let mut manifest = built_in();
    for name in
        ["", "../model.onnx", "/etc/passwd", "a/b", "a\\b", "..", ".hidden", "model.onnx.json"]
    {
        name.clone_into(&mut manifest.files[0].name);

        assert!(manifest.check().is_err(), "{name}");
    }
}

#[test]
fn speakers_and_mixes_are_checked_by_the_manifest() {
    let lector = built_in();
    assert!(lector.check().is_ok() && lector.check_speaker("").is_ok());
    assert!(lector.speakers.iter().all(|speaker| lector.check_speaker(speaker).is_ok()));
    let wrong = lector.check_speaker("hal").unwrap_err().to_string();
    assert!(wrong.contains("`hal`") && wrong.contains(&lector.speakers[0]), "{wrong}");
    let mix = lector.speakers[..2].join("+");
    assert_eq!(lector.check_speaker(&mix), Err(ManifestError::Mix("lector".to_owned())));

    let kokoro =
        VoiceManifest { family: Family::Kokoro, speakers: vec!["a".into(), "b".into()], ..lector };
    assert!(kokoro.check_speaker("a:0.6+b:0.4").is_ok() && kokoro.check_speaker("a+b").is_ok());
    assert!(kokoro.check_speaker("a:loud").is_err() && kokoro.check_speaker("a+c").is_err());
    assert_eq!(
        kokoro.check(),
        Err(ManifestError::Wrong("a voice of this family needs a file of styles"))
    );
    assert!(kokoro.speaks("", "en-GB") && !kokoro.speaks("", "fr"));
    assert_eq!(kokoro.default_speaker(), None);
    let speakers = vec!["af_alloy".into(), "af_heart".into()];
    assert_eq!(VoiceManifest { speakers, ..kokoro }.default_speaker(), Some("af_heart"));
}
