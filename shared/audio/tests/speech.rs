//! Speech survives storing, exactly; damage is noticed.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

use std::f64::consts::TAU;
use std::io::Write as _;
use std::process::{Command, Stdio};

use audio::{Pcm, speech, wav};
use contract::{SentenceTime, SpeechInfo, WordTime};

fn info(pcm: &Pcm) -> SpeechInfo {
    let end = pcm.samples.len() as u64;
    SpeechInfo {
        rate_hz: pcm.rate_hz,
        samples: end,
        sentences: vec![
            SentenceTime { start: 0, end: end / 2 },
            SentenceTime { start: end / 2, end },
        ],
        words: vec![WordTime { sentence: 0, from: 0, to: 3, start: 0, end: end / 2 }],
        made_by: "a test = with an equals sign".to_owned(),
        ..SpeechInfo::default()
    }
}

fn pcm(samples: Vec<i16>) -> Pcm {
    Pcm { rate_hz: 22_050, samples }
}

fn check(pcm: &Pcm) {
    let info = info(pcm);

    let bytes = speech::encode(pcm, &info).unwrap();

    assert_eq!(speech::decode(&bytes).unwrap(), (pcm.clone(), info.clone()));
    assert_eq!(speech::encode(pcm, &info).unwrap(), bytes, "same sound, same bytes");
    let beginning = bytes.len().min(usize::try_from(speech::HEAD_BYTES).unwrap());
    assert_eq!(speech::head(&bytes[..beginning]).unwrap(), info);
}

/// A small generator of numbers (`SplitMix64`), so that a failure can be repeated.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn sample(&mut self) -> i16 {
        i16::from_le_bytes([self.next().to_le_bytes()[0], self.next().to_le_bytes()[1]])
    }
}

/// A hum with some noise, as loud as asked.
#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates, as wanted")]
fn hum(samples: u64, loudness: f64, numbers: &mut Numbers) -> Vec<i16> {
    let mut at = |at: u64| {
        let noise = f64::from(numbers.sample()) / 600.0;
        ((TAU * 180.0 * at as f64 / 22_050.0).sin() * loudness + noise) as i16
    };
    (0..samples).map(&mut at).collect()
}

#[test]
fn every_length_around_the_block_size_survives() {
    let mut numbers = Numbers(1);

    for length in [1, 2, 15, 31, 32, 63, 64, 65, 4095, 4096, 4097, 8191, 8192, 8193, 12_345] {
        check(&pcm(hum(length, 9000.0, &mut numbers)));
    }
}

#[test]
fn every_kind_of_sound_survives() {
    let mut numbers = Numbers(2);

    check(&pcm(vec![0; 50_000]));
    check(&pcm(vec![i16::MIN; 5000]));
    check(&pcm((0..9000).map(|at| if at % 2 == 0 { i16::MIN } else { i16::MAX }).collect()));
    check(&pcm((0..9000).map(|_| numbers.sample()).collect()));
    check(&pcm(hum(9000, 40_000.0, &mut numbers)));
    for rate_hz in [8000, 16_000, 22_050, 24_000, 44_100, 48_000, 11_111] {
        check(&Pcm { rate_hz, samples: hum(3000, 900.0, &mut numbers) });
    }
}

#[test]
fn any_sound_survives() {
    for seed in 0..60 {
        let mut numbers = Numbers(seed);
        let length = 1 + numbers.below(20_000);
        let loudness = numbers.below(45_000) as f64;
        let mut samples = hum(length, loudness, &mut numbers);
        let silent = usize::try_from(numbers.below(length)).unwrap();
        samples[..silent].fill(numbers.sample());

        check(&pcm(samples));
    }
}

#[test]
fn compact_speech_takes_far_fewer_bytes_and_is_read_like_any_other() {
    let sound = pcm(hum(60_000, 9000.0, &mut Numbers(4)));
    let whole = speech::encode(&sound, &info(&sound)).unwrap();

    let compact = speech::encode_compact(&sound, &info(&sound)).unwrap();

    assert!(compact.len() * 10 < whole.len() * 7, "{} and {} bytes", compact.len(), whole.len());
    let (read, about) = speech::decode(&compact).unwrap();
    assert_eq!((about, read.rate_hz), (info(&sound), sound.rate_hz));
    let lost = sound.samples.iter().zip(&read.samples).map(|(one, other)| one.abs_diff(*other));
    assert!(lost.max().unwrap() <= 16);
}

#[test]
fn nothing_and_what_is_misdescribed_are_refused() {
    let sound = pcm(vec![1, 2, 3]);
    let longer = SpeechInfo { samples: 4, ..info(&sound) };
    let faster = SpeechInfo { rate_hz: 48_000, ..info(&sound) };
    let endless =
        SpeechInfo { sentences: vec![SentenceTime { start: 0, end: 3 }; 2000], ..info(&sound) };

    assert!(speech::encode(&pcm(vec![]), &info(&pcm(vec![]))).is_err());
    for wrong in [longer, faster, endless] {
        assert!(speech::encode(&sound, &wrong).is_err());
    }
}

#[test]
fn cut_and_damaged_speech_is_noticed_and_never_panics() {
    let mut numbers = Numbers(3);
    let sound = pcm(hum(9000, 9000.0, &mut numbers));
    let whole = speech::encode(&sound, &info(&sound)).unwrap();

    for end in (0..whole.len()).step_by(7) {
        assert!(speech::decode(&whole[..end]).is_err(), "cut at {end}");
        let _ = speech::head(&whole[..end]);
    }
    for _ in 0..4000 {
        let mut bytes = whole.clone();
        let at = usize::try_from(numbers.below(bytes.len() as u64)).unwrap();
        bytes[at] ^= 1 << numbers.below(8);
        if let Ok((decoded, _)) = speech::decode(&bytes) {
            assert_eq!(decoded.samples, sound.samples, "damage at {at} went unnoticed");
        }
    }
    for _ in 0..2000 {
        let mut bytes = whole.clone();
        for _ in 0..numbers.below(40) {
            let at = usize::try_from(numbers.below(bytes.len() as u64)).unwrap();
            bytes[at] = numbers.next().to_le_bytes()[0];
        }
        let _ = speech::decode(&bytes);
        let _ = speech::head(&bytes);
    }
}

#[test]
fn no_time_goes_into_an_md5_and_speech_that_has_one_is_still_read() {
    let sound = pcm(hum(9000, 9000.0, &mut Numbers(5)));
    let mut bytes = speech::encode(&sound, &info(&sound)).unwrap();
    // Behind the stream's marker, a block's header, and 18 bytes of lengths and rates.
    let md5 = 26..42;

    assert_eq!(bytes[md5.clone()], [0; 16]);
    bytes[md5].fill(7);
    assert_eq!(speech::decode(&bytes).unwrap().0, sound);
}

#[test]
fn other_programs_hear_the_same() {
    let sound = pcm(hum(50_001, 12_000.0, &mut Numbers(4)));
    let bytes = speech::encode(&sound, &info(&sound)).unwrap();

    let ffmpeg = Command::new("ffmpeg")
        .args(["-v", "error", "-f", "flac", "-i", "pipe:0", "-f", "wav", "pipe:1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut ffmpeg) = ffmpeg else {
        testkit::skip("ffmpeg is not installed");
        return;
    };
    ffmpeg.stdin.take().unwrap().write_all(&bytes).unwrap();
    let heard = ffmpeg.wait_with_output().unwrap();

    assert!(heard.status.success());
    assert_eq!(wav::read(&heard.stdout).unwrap(), sound);
}
