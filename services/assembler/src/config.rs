//! The settings of the assembler.

use std::path::PathBuf;
use std::time::Duration;

use media::encoders::{AacEncoder, EncoderChoice};
use media::timeline::{Pauses, Silences};
use serde::{Deserialize, Serialize};

use crate::delivery::settings::DeliverySettings;

/// The assembler's configuration.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How to reach the broker.
    pub nats: bus::Config,
    /// Where blobs are kept.
    pub blobs: blobs::Config,
    /// What is logged.
    pub telemetry: chassis::Telemetry,
    /// How chapters and books are assembled.
    pub assembler: Assembler,
}

/// How chapters and books are assembled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Assembler {
    /// Address and port of the health endpoints, or `off`.
    pub listen: String,
    /// Chapters that are encoded at once.
    pub slots: usize,
    /// Seconds between two checks of all active books for missed events.
    pub sweep_seconds: f64,
    /// Seconds after a stop within which running jobs are handed back.
    pub grace_seconds: f64,
    /// Folder for temporary files; the system's own when absent.
    pub scratch: Option<PathBuf>,
    /// Encoder of AAC: `ffmpeg`, `builtin`, or `auto` (ffmpeg if it is installed, else built in).
    pub encoder: AacEncoder,
    /// Bit rate of books that ask for none, in kilobits per second; when absent, what suits each encoder.
    pub bit_rate_kbps: Option<u32>,
    /// Seconds without progress after which ffmpeg is killed.
    pub stall_seconds: f64,
    /// Silence before the first word of a chapter, in seconds.
    pub lead_in_seconds: f64,
    /// Silence in place of a segment that could not be spoken, in seconds.
    pub gap_seconds: f64,
    /// Silence after sentences.
    pub pauses: Pauses,
    /// Where finished audiobooks are delivered to.
    pub delivery: DeliverySettings,
}

impl Assembler {
    /// All settings that change the sound of an audiobook, as text: the same text means the same sound.
    #[must_use]
    pub fn sound(&self) -> String {
        let Self { bit_rate_kbps, lead_in_seconds, gap_seconds, pauses, .. } = self;
        format!("{bit_rate_kbps:?} {lead_in_seconds} {gap_seconds} {pauses:?}")
    }

    /// The silences in the timelines of chapters.
    pub(crate) fn silences(&self) -> Silences {
        let Self { lead_in_seconds, gap_seconds, pauses, .. } = *self;
        Silences { lead_in_seconds, gap_seconds, pauses }
    }

    /// How to choose among the encoders of this machine.
    pub(crate) fn encoder_choice(&self) -> EncoderChoice {
        let stall = Duration::from_secs_f64(self.stall_seconds);
        EncoderChoice { encoder: self.encoder, kbps: self.bit_rate_kbps, stall }
    }
}

impl Default for Assembler {
    fn default() -> Self {
        let Silences { lead_in_seconds, gap_seconds, pauses } = Silences::default();
        Self {
            listen: "127.0.0.1:8082".to_owned(),
            slots: 2,
            sweep_seconds: 5.0,
            grace_seconds: 10.0,
            scratch: None,
            encoder: AacEncoder::default(),
            bit_rate_kbps: None,
            stall_seconds: 60.0,
            lead_in_seconds,
            gap_seconds,
            pauses,
            delivery: DeliverySettings::default(),
        }
    }
}

impl Assembler {
    /// Says what is wrong with the values, in one line.
    pub(crate) fn check(&self) -> Result<(), String> {
        let pauses = &self.pauses;
        let silences = [
            ("lead_in_seconds", self.lead_in_seconds),
            ("gap_seconds", self.gap_seconds),
            ("pauses.sentence_seconds", pauses.sentence_seconds),
            ("pauses.line_seconds", pauses.line_seconds),
            ("pauses.paragraph_seconds", pauses.paragraph_seconds),
            ("pauses.heading_seconds", pauses.heading_seconds),
            ("pauses.scene_seconds", pauses.scene_seconds),
            ("pauses.chapter_seconds", pauses.chapter_seconds),
        ];
        for (name, seconds) in silences {
            if !(0.0..=60.0).contains(&seconds) {
                return Err(format!("assembler.{name} is {seconds}; it must be between 0 and 60"));
            }
        }
        let waits = [
            ("sweep_seconds", self.sweep_seconds, 0.01),
            ("grace_seconds", self.grace_seconds, 0.0),
            ("stall_seconds", self.stall_seconds, 1.0),
        ];
        for (name, seconds, least) in waits {
            if !(least..=3600.0).contains(&seconds) {
                return Err(format!(
                    "assembler.{name} is {seconds}; it must be between {least} and 3600"
                ));
            }
        }
        if let Some(kbps) = self.bit_rate_kbps.filter(|kbps| !(8..=320).contains(kbps)) {
            return Err(format!("assembler.bit_rate_kbps is {kbps}; it must be between 8 and 320"));
        }
        if self.slots == 0 {
            return Err("assembler.slots is 0; it must be at least 1".to_owned());
        }
        self.delivery.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silences_that_are_not_a_length_are_refused() {
        let with = |seconds| Assembler { lead_in_seconds: seconds, ..Assembler::default() };

        assert_eq!(Assembler::default().check(), Ok(()));
        for seconds in [-1.0, f64::NAN, f64::INFINITY, 61.0] {
            assert!(with(seconds).check().is_err(), "{seconds}");
        }
    }
}
