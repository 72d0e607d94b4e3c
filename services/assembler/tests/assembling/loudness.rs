//! A book has the wanted loudness, and no peak is too high: measured independently, by ffmpeg.

use std::path::Path;
use std::process::Command;

use audio::Pcm;
use contract::{Loudness, Pause, Plan};

use crate::sound::Audiobook;
use crate::world::{RATE, World, plan, quietly};

/// A voice: how loud it is, and how much its syllables differ.
type Voice = (f64, f64);

/// Three voices: a soft one, one that is loud and even, and one that whispers and shouts.
const VOICES: [Voice; 3] = [(700.0, 0.5), (9_000.0, 0.2), (5_000.0, 0.95)];

/// Something like speech: a buzz of overtones, in syllables that are never twice as loud.
fn babble((loudest, differences): Voice, samples: usize, seed: u64) -> Pcm {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut sound = Vec::with_capacity(samples);
    while sound.len() < samples {
        let length = random.usize(2_000..6_000);
        let (pitch_hz, level) =
            (90.0 + 60.0 * random.f64(), loudest * (1.0 - differences * random.f64()));
        for at in 0..length {
            let seconds = at as f64 / f64::from(RATE);
            let rise = (at as f64 / length as f64 * std::f64::consts::PI).sin();
            let turn = seconds * pitch_hz * std::f64::consts::TAU;
            let buzz: f64 =
                (1..20).map(|over| (turn * f64::from(over)).cos() / f64::from(over)).sum();
            #[expect(clippy::cast_possible_truncation, reason = "below full scale")]
            sound.push((buzz * rise * level).clamp(-32_000.0, 32_000.0) as i16);
        }
    }
    sound.truncate(samples);
    Pcm { rate_hz: RATE, samples: sound }
}

/// A book in two chapters, read by `voice`.
async fn read(world: &World, loudness: Loudness, voice: Voice) -> (Plan, Audiobook) {
    let segments: &[&[Pause]] =
        &[&[Pause::Sentence], &[Pause::Paragraph], &[Pause::Sentence], &[Pause::Chapter]];
    let mut plan = plan(&[("One", segments), ("Two", segments)]);
    plan.options = quietly(loudness);
    world.plan(&plan).await;
    for (seed, segment) in (1..).zip(plan.segments()) {
        let pcm = babble(voice, 100_000 + 10_000 * usize::from(segment.id.index == 2), seed);
        world.speak(&plan, segment, &pcm).await;
    }
    let (_, bytes) = world.finished(&plan).await;
    (plan, Audiobook::new(&bytes))
}

/// The value after `name` in the last report of an ffmpeg filter.
fn measured(file: &Path, filter: &str, name: &str) -> f64 {
    let ffmpeg = child::find_tool("ffmpeg").unwrap();
    let mut command = Command::new(ffmpeg);
    command.args(["-nostdin", "-hide_banner", "-i"]).arg(file);
    command.args(["-map", "0:a", "-af", filter, "-f", "null", "-"]);
    let said = String::from_utf8(command.output().unwrap().stderr).unwrap();
    let (_, behind) = said.rsplit_once(name).unwrap_or_else(|| panic!("no {name} in {said}"));
    behind.split_whitespace().next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn every_voice_comes_out_as_loud_as_the_preset_says() {
    let mut world = World::new().await;
    world.start();
    for (loudness, lufs, highest) in
        [(Loudness::Audiobook, -19.0, -3.0), (Loudness::Podcast, -16.0, -1.0)]
    {
        for voice in VOICES {
            let (_, book) = read(&world, loudness, voice).await;

            let found = measured(&book.path(), "ebur128=peak=true", "I:");
            let peak = measured(&book.path(), "ebur128=peak=true", "Peak:");
            assert!((found - lufs).abs() <= 0.5, "{loudness:?}, {voice:?}: {found} LUFS");
            assert!(peak <= highest, "{loudness:?}, {voice:?}: {peak} dBTP");
        }
    }
    world.end().await;
}

#[tokio::test]
async fn what_shall_stay_as_it_is_stays() {
    let mut world = World::new().await;
    world.start();
    let voice = VOICES[1];
    let (plan, book) = read(&world, Loudness::Off, voice).await;

    let as_spoken: f64 = (1..)
        .zip(plan.segments())
        .map(|(seed, segment)| {
            let pcm = babble(voice, 100_000 + 10_000 * usize::from(segment.id.index == 2), seed);
            pcm.samples.iter().map(|&sample| f64::from(sample).powi(2)).sum::<f64>()
        })
        .sum();

    let decoded = book.decode();
    let found: f64 = decoded.iter().map(|&sample| f64::from(sample).powi(2)).sum();
    assert!((found / as_spoken - 1.0).abs() < 0.02, "{found} where {as_spoken} was spoken");
    world.end().await;
}

#[tokio::test]
async fn the_acx_report_says_what_another_program_measures() {
    let mut world = World::new().await;
    world.start();
    let (plan, book) = read(&world, Loudness::Acx, VOICES[2]).await;
    let finished = world.finished(&plan).await.0;

    let report = finished.files.iter().find(|file| file.format == "acx-report").unwrap();
    assert_eq!(report.name, "A. Tester - The Title - ACX report.txt");
    let bytes = world.blobs.get(&report.blob, 1 << 20).await.unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let said = |rule: &str, chapter: usize| -> f64 {
        let (_, behind) =
            text.match_indices(rule).map(|(at, _)| text.split_at(at)).nth(chapter).unwrap();
        let (_, number) = behind.split_once(": ").unwrap();
        number.split_whitespace().next().unwrap().parse().unwrap()
    };
    let second = book.chapters()[1].1;
    for (chapter, trim) in
        [format!("end_pts={}", second * 24), format!("start_pts={}", second * 24)]
            .into_iter()
            .enumerate()
    {
        let filter = format!("atrim={trim},astats=measure_perchannel=none");
        let (rms, peak) = (said("RMS from", chapter), said("no peak", chapter));
        assert!((rms - measured(&book.path(), &filter, "RMS level dB:")).abs() < 0.1, "{text}");
        assert!((peak - measured(&book.path(), &filter, "Peak level dB:")).abs() < 1.0, "{text}");
        assert!((-23.0..=-18.0).contains(&rms), "{text}");
    }
    assert_eq!(
        text.matches("FAIL").count(),
        2,
        "only the form of the file, and so the whole: {text}"
    );
    world.end().await;
}
