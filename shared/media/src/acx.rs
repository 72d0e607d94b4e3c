//! Checks chapters against ACX's requirements for audio.

use std::fmt::{self, Write as _};

use audio::levels::SoundLevels;
use contract::{Format, Wanted};

/// Longest file, in seconds: 120 minutes.
const LONGEST: f64 = 7_200.0;

/// The required format: MP3 of constant bit rate, at this bit rate or more, at 44.1 kHz.
const BIT_RATE_KBPS: u32 = 192;
const RATE_HZ: u32 = 44_100;

/// A chapter and its measurements.
#[derive(Debug, Clone)]
pub struct AcxChapter<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its measurements.
    pub levels: SoundLevels,
}

/// The result of one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct AcxFinding {
    /// What is required.
    pub rule: &'static str,
    /// What was found.
    pub found: String,
    /// Whether the rule is met.
    pub passes: bool,
}

/// The results of all rules.
#[derive(Debug, Clone, PartialEq)]
pub struct AcxReport {
    /// Titles, and findings in the order of the rules.
    pub chapters: Vec<(String, Vec<AcxFinding>)>,
    /// The result for the file format.
    pub form: AcxFinding,
}

/// Checks every chapter against every rule; `wanted` and `rate_hz` say how the files are made.
pub fn report(chapters: &[AcxChapter<'_>], wanted: &Wanted, rate_hz: u32) -> AcxReport {
    let of = |chapter: &AcxChapter<'_>| (chapter.title.to_owned(), findings(&chapter.levels));
    AcxReport { chapters: chapters.iter().map(of).collect(), form: form(wanted, rate_hz) }
}

impl AcxReport {
    /// Whether every rule is met.
    pub fn passes(&self) -> bool {
        let mut all = self.chapters.iter().flat_map(|(_, findings)| findings);
        self.form.passes && all.all(|finding| finding.passes)
    }
}

impl fmt::Display for AcxReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "ACX report: {}", verdict(self.passes()))?;
        writeln!(f, "\nFiles\n{}", self.form)?;
        for (at, (title, findings)) in self.chapters.iter().enumerate() {
            writeln!(f, "\n{}. {title}", at + 1)?;
            findings.iter().try_for_each(|finding| writeln!(f, "{finding}"))?;
        }
        Ok(())
    }
}

impl fmt::Display for AcxFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, found, passes } = self;
        write!(f, "  {}  {rule}: {found}", verdict(*passes))
    }
}

fn verdict(passes: bool) -> &'static str {
    if passes { "pass" } else { "FAIL" }
}

fn findings(levels: &SoundLevels) -> Vec<AcxFinding> {
    let finding = |rule, found, passes| AcxFinding { rule, found, passes };
    let level = |rule, level: Option<i32>, passes: fn(i32) -> bool, of_silence| {
        let found = level.map_or("digital silence".to_owned(), |level| {
            format!("{:.2} dB", f64::from(level) / 100.0)
        });
        finding(rule, found, level.map_or(of_silence, passes))
    };
    let rate_hz = f64::from(levels.rate_hz.max(1));
    let time = |rule, samples: u64, passes: fn(f64) -> bool| {
        let seconds = samples as f64 / rate_hz;
        finding(rule, format!("{seconds:.2} s"), passes(seconds))
    };
    vec![
        level(
            "RMS from -23 to -18 dB",
            levels.centi_rms,
            |rms| (-2_300..=-1_800).contains(&rms),
            false,
        ),
        level("no peak above -3 dB", levels.centi_peak, |peak| peak <= -300, true),
        level("noise floor below -60 dB RMS", levels.centi_floor, |floor| floor <= -6_000, true),
        time("0.5 to 1 s of silence first", levels.head, |head| (0.5..=1.0).contains(&head)),
        time("1 to 5 s of silence last", levels.tail, |tail| (1.0..=5.0).contains(&tail)),
        time("at most 120 minutes", levels.samples, |length| length <= LONGEST),
    ]
}

/// Checks the format of the files: ACX requires one for each chapter.
fn form(wanted: &Wanted, rate_hz: u32) -> AcxFinding {
    let mut found = String::new();
    let kbps = wanted.bit_rate_kbps.unwrap_or_default();
    let is_mp3 = wanted.formats().contains(&Format::Mp3Chapters);
    for format in wanted.formats().iter().filter(|format| format.is_sound()) {
        // Writing to a string cannot fail.
        let _ = write!(found, "{format}, ");
    }
    match wanted.bit_rate_kbps {
        Some(kbps) => found.push_str(&format!("{kbps} kbit/s, {rate_hz} Hz")),
        None => found.push_str(&format!("usual bit rate, {rate_hz} Hz")),
    }
    let passes = is_mp3 && kbps >= BIT_RATE_KBPS && rate_hz == RATE_HZ;
    AcxFinding { rule: "an MP3 for each chapter, 192 kbit/s or more, 44100 Hz", found, passes }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> SoundLevels {
        SoundLevels {
            samples: 44_100 * 60,
            rate_hz: RATE_HZ,
            centi_rms: Some(-2_031),
            centi_peak: Some(-342),
            centi_floor: None,
            head: 22_050,
            tail: 66_150,
        }
    }

    fn mp3() -> Wanted {
        let formats = [Format::Mp3Chapters].into();
        Wanted { formats, bit_rate_kbps: Some(192), ..Wanted::default() }
    }

    fn failed(levels: SoundLevels) -> Vec<&'static str> {
        let report = report(&[AcxChapter { title: "One", levels }], &mp3(), RATE_HZ);
        let broken = report.chapters[0].1.iter().filter(|finding| !finding.passes);
        broken.map(|finding| finding.rule).collect()
    }

    #[test]
    fn every_rule_has_its_verdict() {
        let check = |levels: SoundLevels, expected: &[&str]| assert_eq!(failed(levels), expected);

        check(good(), &[]);
        check(SoundLevels { centi_rms: Some(-2_301), ..good() }, &["RMS from -23 to -18 dB"]);
        check(SoundLevels { centi_rms: Some(-1_799), ..good() }, &["RMS from -23 to -18 dB"]);
        check(SoundLevels { centi_peak: Some(-299), ..good() }, &["no peak above -3 dB"]);
        check(
            SoundLevels { centi_floor: Some(-5_999), ..good() },
            &["noise floor below -60 dB RMS"],
        );
        check(SoundLevels { head: 22_049, ..good() }, &["0.5 to 1 s of silence first"]);
        check(SoundLevels { tail: 44_000, ..good() }, &["1 to 5 s of silence last"]);
        check(SoundLevels { samples: 7_201 * 44_100, ..good() }, &["at most 120 minutes"]);
        let silence = SoundLevels { centi_rms: None, centi_peak: None, ..good() };
        check(silence, &["RMS from -23 to -18 dB"]);
    }

    #[test]
    fn the_report_says_it_in_words() {
        let chapters = [
            AcxChapter { title: "One", levels: good() },
            AcxChapter { title: "Two", levels: SoundLevels { centi_peak: Some(-100), ..good() } },
        ];

        let fine = report(&chapters[..1], &mp3(), RATE_HZ);
        let text = report(&chapters, &Wanted::default(), 24_000).to_string();

        assert!(fine.passes() && fine.to_string().starts_with("ACX report: pass\n"));
        for line in [
            "ACX report: FAIL",
            "  FAIL  an MP3 for each chapter, 192 kbit/s or more, 44100 Hz: m4b, usual bit rate, 24000 Hz",
            "1. One",
            "  pass  RMS from -23 to -18 dB: -20.31 dB",
            "  pass  noise floor below -60 dB RMS: digital silence",
            "  pass  1 to 5 s of silence last: 1.50 s",
            "2. Two",
            "  FAIL  no peak above -3 dB: -1.00 dB",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\nis not in\n{text}");
        }
    }
}
