//! `say`: speaks a short text, to hear what a voice is like.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use audio::Pcm;
use blobs::Blobs;
use chassis::{Exit, OrExit as _};
use child::play;
use contract::{Engine, SentenceTime, Voice, built_in};
use outputs::check_writable;
use serde_json::json;
use service::OrItsExit as _;
use synth_worker::{EnginePool, VoiceCache, engines_available};
use tokio_util::sync::CancellationToken;
use voice::{SpeakRequest, SynthesisOptions};

use crate::cli::{Cli, SayArgs};
use crate::{output, voices};

/// The file of a speech that nothing could play.
const UNPLAYED: &str = "speech.wav";

/// Silence between two sentences, as parts of a second.
const PAUSE: u32 = 3;

/// Speaks a text: aloud, or into a WAV file.
pub(crate) async fn say(
    cli: &Cli,
    wish: &SayArgs,
    stop: CancellationToken,
) -> anyhow::Result<Exit> {
    let named: Option<Voice> =
        wish.voice.as_deref().map(str::parse).transpose().or_exit(Exit::Config)?;
    if let Some(output) = &wish.output {
        check_writable(output)?;
    }
    let mut text = wish.text.clone();
    if text == "-" {
        text.clear();
        std::io::stdin()
            .read_to_string(&mut text)
            .context("cannot read standard input")
            .or_exit(Exit::Input)?;
    }
    let session = match &named {
        Some(voice) if voice.engine() == Engine::Onnx && voice.name() != built_in().name => {
            Some(voices::open(cli, &wish.store).await?)
        }
        Some(_) => None,
        // The built-in voice needs no store, and no server for it.
        None => voices::open(cli, &wish.store).await.ok(),
    };
    let work = async {
        if let Some(session) = &session {
            session.provision().await?;
        }
        let blobs = session.as_ref().map(|session| &session.blobs);
        let voice = match (named, blobs) {
            (Some(voice), _) => voice,
            (None, Some(blobs)) => ingest::default_voice(blobs).await.or_its_exit()?,
            (None, None) => Voice::default(),
        };
        speak(cli, wish, (voice, text), blobs).await
    };
    let done = tokio::select! {
        biased;
        done = Box::pin(work) => done,
        () = stop.cancelled() => Ok(Exit::Interrupted),
    };
    if let Some(session) = session {
        session.close().await;
    }
    done
}

async fn speak(
    cli: &Cli,
    wish: &SayArgs,
    (voice, text): (Voice, String),
    blobs: Option<&Blobs>,
) -> anyhow::Result<Exit> {
    let config: synth_worker::Config =
        chassis::load(cli.config.as_deref(), &[]).or_exit(Exit::Config)?;
    let offer = engines_available(&config.worker).await;
    offer.check(voice.engine()).map_err(anyhow::Error::msg).or_exit(Exit::Config)?;
    let (voice, spoken_language) = settled(voice, blobs).await?;
    let language = wish.language.clone().unwrap_or(spoken_language);
    let sentences = wording::speakable(&text, &language);
    if sentences.is_empty() {
        return Err(anyhow!("the text has no words to speak")).or_exit(Exit::Input);
    }
    let load = match voice.engine() {
        Engine::Onnx => {
            let folder = config.worker.voices_folder.as_deref();
            Some(VoiceCache::new(folder).load(&voice, blobs).await.or_exit(Exit::Config)?)
        }
        Engine::Espeak | Engine::Sim => None,
    };
    let options =
        SynthesisOptions { speaker: voice.speaker().to_owned(), ..SynthesisOptions::default() };
    let engines = EnginePool::new(config.worker);
    let speak = SpeakRequest { load, options, ..SpeakRequest::new(voice.clone(), sentences, 1) };
    let spoken = engines.speak(speak, &|| {}).await;
    engines.close().await;
    let spoken = spoken.or_exit(Exit::Config)?;
    let pcm = with_pauses(&spoken.speech.pcm, &spoken.speech.sentences);
    let seconds = pcm.duration().as_secs_f64();
    let shown =
        put(wish, &pcm).await?.map_or("played".to_owned(), |file| file.display().to_string());
    if !spoken.speech.unsaid.is_empty() {
        output::tell(&format!("not spoken: {}", spoken.speech.unsaid.join(" ")));
    }
    if wish.store.json {
        let (made_by, unsaid) = (&spoken.made_by, &spoken.speech.unsaid);
        output::say_json(
            &json!({ "file": shown, "seconds": seconds, "voice": voice, "made_by": made_by, "unsaid": unsaid }),
        )?;
    } else {
        output::say(&format!(
            "{shown}: {seconds:.1} s, spoken by {} ({})",
            voice.without_manifest(),
            spoken.made_by
        ));
    }
    Ok(Exit::Done)
}

/// Plays the speech, or writes it to the output, where one is wanted or nothing plays; returns the file that was written.
async fn put(wish: &SayArgs, pcm: &Pcm) -> anyhow::Result<Option<PathBuf>> {
    let bytes = audio::wav::write(pcm)?;
    if wish.output.is_none() && !wish.store.json {
        let mut heard = tempfile::Builder::new().suffix(".wav").tempfile().or_exit(Exit::Io)?;
        heard.write_all(&bytes).or_exit(Exit::Io)?;
        match play(heard.path(), pcm.duration()).await {
            Ok(()) => return Ok(None),
            Err(why) => output::tell(&format!("not played, but written to {UNPLAYED}: {why}")),
        }
    }
    let file = wish.output.clone().unwrap_or_else(|| UNPLAYED.into());
    std::fs::write(&file, bytes)
        .with_context(|| format!("cannot write {}", file.display()))
        .or_exit(Exit::CannotCreate)?;
    Ok(Some(file))
}

/// Settles the model of the voice, and the language that it speaks.
async fn settled(voice: Voice, blobs: Option<&Blobs>) -> anyhow::Result<(Voice, String)> {
    let language =
        |languages: &[String]| languages.first().cloned().unwrap_or_else(|| "en".to_owned());
    match (voice.engine(), blobs) {
        (Engine::Onnx, Some(blobs)) => {
            let (voice, manifest) = voices::settled(blobs, voice).await?;
            let spoken = manifest.map(|manifest| language(&manifest.languages_of(voice.speaker())));
            Ok((voice, spoken.unwrap_or_else(|| language(&[]))))
        }
        (Engine::Onnx, None) => {
            built_in().check_speaker(voice.speaker()).or_exit(Exit::Config)?;
            Ok((voice, language(&built_in().languages)))
        }
        (Engine::Espeak, _) => {
            let language = voice.variant().to_owned();
            Ok((voice, language))
        }
        (Engine::Sim, _) => Ok((voice, language(&[]))),
    }
}

/// Puts a pause between sentences.
fn with_pauses(pcm: &Pcm, sentences: &[SentenceTime]) -> Pcm {
    let mut samples = Vec::with_capacity(pcm.samples.len());
    for time in sentences {
        if !samples.is_empty() {
            samples.resize(
                samples.len() + usize::try_from(pcm.rate_hz / PAUSE).unwrap_or_default(),
                0,
            );
        }
        let range = usize::try_from(time.start).unwrap_or_default()
            ..usize::try_from(time.end).unwrap_or_default();
        samples.extend(pcm.samples.get(range).unwrap_or_default());
    }
    Pcm { rate_hz: pcm.rate_hz, samples }
}
