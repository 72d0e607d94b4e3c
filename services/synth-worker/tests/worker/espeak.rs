//! The `espeak` engine, with the real program.

use crate::setting::{as_shipped, worker};
use contract::{Engine, SentenceTime};
use synth_worker::{EnginePool, Worker, engines_available};
use voice::{ErrorKind, SpeakRequest, Speech, SynthesisOptions};

const RATE_HZ: f64 = 22_050.0;

/// Whether espeak-ng is installed; where it is not, the check is skipped.
async fn is_installed() -> bool {
    let why = engines_available(&as_shipped()).await.check(Engine::Espeak);
    if let Err(why) = &why {
        testkit::skip(why);
    }
    why.is_ok()
}

async fn speak(voice: &str, sentences: &[&str]) -> Speech {
    speak_at(1.0, voice, sentences).await
}

async fn speak_at(speed: f32, voice: &str, sentences: &[&str]) -> Speech {
    let sentences = sentences.iter().map(|&text| text.to_owned()).collect();
    let options = SynthesisOptions { speed, ..SynthesisOptions::default() };
    let speak = SpeakRequest { options, ..SpeakRequest::new(voice.parse().unwrap(), sentences, 1) };
    let engines = EnginePool::new(as_shipped());
    engines.speak(speak, &|| {}).await.unwrap().speech
}

fn sound(speech: &Speech, time: SentenceTime) -> &[i16] {
    let at = |sample: u64| usize::try_from(sample).unwrap();
    &speech.pcm.samples[at(time.start)..at(time.end)]
}

fn loudness(samples: &[i16]) -> f64 {
    let energy: f64 = samples.iter().map(|&sample| f64::from(sample).powi(2)).sum();
    (energy / samples.len() as f64).sqrt()
}

#[tokio::test]
async fn real_speech_has_energy_and_a_plausible_length() {
    if !is_installed().await {
        return;
    }

    let speech = speak(
        "espeak:en-us",
        &["Call me Ishmael.", "Some years ago, never mind how long precisely, I went to sea."],
    )
    .await;

    let seconds = speech.pcm.samples.len() as f64 / RATE_HZ;
    assert!((3.0..8.0).contains(&seconds), "{seconds} s");
    assert_eq!(speech.sentences.len(), 2);
    assert_eq!(speech.sentences[0].end, speech.sentences[1].start);
    assert_eq!(speech.sentences[1].end, speech.pcm.samples.len() as u64);
    for time in &speech.sentences {
        let sound = sound(&speech, *time);
        assert!(loudness(sound) > 1000.0, "{}", loudness(sound));
    }
}

#[tokio::test]
async fn silence_at_the_ends_of_sentences_is_cut() {
    if !is_installed().await {
        return;
    }

    let speech = speak("espeak:en-us", &["Yes.", "No.", "* * *"]).await;

    for time in &speech.sentences[..2] {
        let sound = sound(&speech, *time);
        let quiet = |s: &&i16| s.unsigned_abs() < 24;
        assert!(sound.iter().take_while(quiet).count() < 200);
        assert!(sound.iter().rev().take_while(quiet).count() < 200);
    }
}

#[tokio::test]
async fn text_is_text_and_never_a_command() {
    if !is_installed().await {
        return;
    }

    let plain = speak("espeak:en-us", &["one two three"]).await;
    let odd = speak("espeak:en-us", &["one\u{1}9S two\u{0} three"]).await;
    let option = speak("espeak:en-us", &["--version -f /etc/passwd"]).await;

    // The control character would have made "two three" nine times as slow or fast.
    assert!(odd.pcm.samples.len() > plain.pcm.samples.len());
    assert!(odd.pcm.samples.len() < plain.pcm.samples.len() * 3);
    assert!(option.pcm.samples.len() as f64 / RATE_HZ > 1.5);
}

#[tokio::test]
async fn other_languages_and_scripts_are_spoken() {
    if !is_installed().await {
        return;
    }

    for (voice, text) in [
        ("espeak:de", "Es war einmal ein Müller."),
        ("espeak:fr-fr", "Longtemps, je me suis couché de bonne heure."),
        ("espeak:ru", "Все счастливые семьи похожи друг на друга."),
        ("espeak:en-us", "Кириллица, 漢字 and 😀."),
    ] {
        let speech = speak(voice, &[text]).await;
        assert!(loudness(&speech.pcm.samples) > 500.0, "{voice}");
    }
}

#[tokio::test]
async fn without_espeak_ng_the_engine_is_not_offered_and_the_line_says_what_to_do() {
    let worker = Worker { espeak_program: Some("/nowhere/espeak-ng".into()), ..worker() };

    let offer = engines_available(&worker).await;
    let why = offer.check(Engine::Espeak).unwrap_err();

    assert!(why.starts_with("espeak-ng is not installed: install it"), "{why}");
    assert_eq!(offer.check(Engine::Sim), Ok(()));
    let engines = EnginePool::new(worker);
    let speak = SpeakRequest::new("espeak:de".parse().unwrap(), vec!["Ja.".to_owned()], 1);
    let error = engines.speak(speak, &|| {}).await.unwrap_err();
    assert!(
        matches!(error, synth_worker::Error::Failed { kind: ErrorKind::Absent, .. }),
        "{error}"
    );
}

#[tokio::test]
async fn speed_makes_it_shorter_or_longer() {
    if !is_installed().await {
        return;
    }
    let text = ["Some years ago, never mind how long precisely, I went to sea."];

    let usual = speak("espeak:en-us", &text).await.pcm.samples.len() as f64;

    for (speed, expected) in [(0.5, 2.0), (0.8, 1.25), (1.5, 0.667), (2.0, 0.5)] {
        let length = speak_at(speed, "espeak:en-us", &text).await.pcm.samples.len() as f64;
        let factor = length / usual;
        assert!((factor / expected - 1.0).abs() < 0.25, "{speed}: {factor} times as long");
    }
}
