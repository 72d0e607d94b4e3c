//! The degradation ladder of a worker with graphics-card trouble: full size, smaller chunks, the processor; after a while full size again,
//! because a card that was full may have room by then.

use std::time::{Duration, Instant};

use voice::ErrorKind;

use crate::engine_process::Error;

/// Most symbols that a model gets at once on the rungs between full size and the processor: its memory grows with them.
const PIECES: [usize; 2] = [120, 60];

/// Failures on the card in a row after which models run on the processor.
const FAILURES: u32 = 3;

/// Time after a fall-back until full size on the best device is tried again.
const REST: Duration = Duration::from_secs(600);

/// A rung of the ladder; 0 is full size on the best device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rung(usize);

/// Where the processes of a worker stand on the ladder.
#[derive(Debug, Default)]
pub(super) struct Ladder {
    rung: Rung,
    /// When this rung was reached.
    since: Option<Instant>,
    /// Failures on the card since its last success.
    failures: u32,
    /// The graphics card that models ran on.
    card: Option<String>,
    /// What the most recently started child runs on.
    runs_on: Option<String>,
    /// Why models run on the processor instead.
    why: Option<String>,
}

/// What an engine process says that its model runs on.
#[derive(Debug, Clone, Copy)]
pub(super) struct ModelPlacement<'a> {
    /// Program, version and device.
    pub runs_on: &'a str,
    /// Why it is not the wanted backend or device.
    pub fell_back: Option<&'a str>,
}

/// What becomes of a segment whose process failed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Recovery {
    /// It is spoken again at once on a later rung; with the reason, if it is new.
    Again(Option<String>),
    /// Its job fails and is retried; on a later rung, if there is a reason.
    Fail(Option<String>),
}

impl Rung {
    const PROCESSOR: Self = Self(PIECES.len() + 1);

    /// Most symbols that a model gets at once, where that is less than usual.
    pub(super) fn longest(self) -> Option<usize> {
        PIECES.get(self.0.checked_sub(1)?).copied()
    }

    /// Whether models must run on the processor, even if there is a graphics card.
    pub(super) fn is_processor(self) -> bool {
        self == Self::PROCESSOR
    }
}

impl Ladder {
    /// How to run models now.
    pub(super) fn rung(&mut self, now: Instant) -> Rung {
        if self.since.is_some_and(|since| now.duration_since(since) >= REST) {
            let (card, runs_on) = (self.card.take(), self.runs_on.take());
            *self = Self { card, runs_on, ..Self::default() };
        }
        self.rung
    }

    /// Why models run on the processor instead of the card, if they do.
    pub(super) fn trouble(&self) -> Option<String> {
        self.why.clone()
    }

    /// What models run on.
    pub(super) fn runs_on(&self) -> Option<String> {
        self.runs_on.clone()
    }

    /// Notes what a child that was started on `rung` runs on; returns the reason if that is worse than before.
    pub(super) fn started(
        &mut self,
        rung: Rung,
        placement: ModelPlacement<'_>,
        now: Instant,
    ) -> Option<String> {
        let ModelPlacement { runs_on, fell_back } = placement;
        self.runs_on = Some(runs_on.to_owned());
        if let Some(card) = voice::graphics_card(runs_on) {
            self.card = Some(card.to_owned());
            return None;
        }
        let was_on_card = self.card.is_some() && !rung.is_processor() && !self.rung.is_processor();
        let why = fell_back.unwrap_or("the card is gone");
        was_on_card.then(|| self.fall_back(why, now))
    }

    /// A segment was spoken on `rung`.
    pub(super) fn succeeded(&mut self, rung: Rung) {
        if !rung.is_processor() {
            self.failures = 0;
        }
    }

    /// A segment was not spoken on `rung`.
    pub(super) fn failed(&mut self, rung: Rung, error: &Error, now: Instant) -> Recovery {
        let is_on_card = self.card.is_some() && !rung.is_processor();
        let is_gone = error.kind() == Some(ErrorKind::Unmet);
        let passes_by_itself =
            error.is_of_memory() || is_on_card && (error.is_of_card() || is_gone);
        if rung < self.rung && passes_by_itself {
            return Recovery::Again(None);
        }
        if error.is_of_memory() {
            return self.step_down(&error.to_string(), now);
        }
        if !is_on_card || !may_be_the_card(error) {
            return Recovery::Fail(None);
        }
        self.failures += 1;
        let why =
            (is_gone || self.failures >= FAILURES).then(|| self.fall_back(&error.to_string(), now));
        if passes_by_itself { Recovery::Again(why) } else { Recovery::Fail(why) }
    }

    /// Steps down to smaller pieces, then to the processor if models run on a card.
    fn step_down(&mut self, why: &str, now: Instant) -> Recovery {
        let next = Rung(self.rung.0 + 1);
        if next < Rung::PROCESSOR {
            (self.rung, self.since) = (next, Some(now));
            let longest = next.longest().unwrap_or_default();
            return Recovery::Again(Some(format!(
                "models get at most {longest} symbols at once, because {why}"
            )));
        }
        if self.card.is_none() || self.rung.is_processor() {
            return Recovery::Fail(None);
        }
        Recovery::Again(Some(self.fall_back(why, now)))
    }

    fn fall_back(&mut self, why: &str, now: Instant) -> String {
        let card = self.card.as_deref().unwrap_or("a graphics card");
        let why = if why.starts_with("wanted ") {
            why.to_owned()
        } else {
            format!("wanted {card}, runs on cpu, because {why}")
        };
        (self.rung, self.since, self.why) = (Rung::PROCESSOR, Some(now), Some(why.clone()));
        why
    }
}

/// Whether the card may be the reason that a segment was not spoken.
fn may_be_the_card(error: &Error) -> bool {
    match error {
        Error::Crashed { .. }
        | Error::NotLoaded { .. }
        | Error::Stalled { .. }
        | Error::Nonsense { .. } => true,
        Error::Start { .. } | Error::Killed { .. } => false,
        Error::Failed { kind, .. } => matches!(
            kind,
            ErrorKind::Card | ErrorKind::Memory | ErrorKind::NoSound | ErrorKind::Unmet
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUDA: ModelPlacement<'_> =
        ModelPlacement { runs_on: "ONNX Runtime 1.31.1 on cuda", fell_back: None };
    const CPU: ModelPlacement<'_> =
        ModelPlacement { runs_on: "ONNX Runtime 1.31.1 on cpu", fell_back: None };

    fn failed(kind: ErrorKind, message: &str) -> Error {
        Error::Failed { engine: "onnx", kind, message: message.to_owned() }
    }

    fn memory() -> Error {
        failed(ErrorKind::Memory, "out of memory")
    }

    fn crashed() -> Error {
        Error::Crashed { engine: "onnx", how: "was killed by SIGSEGV".to_owned() }
    }

    /// A ladder whose children run on `device`.
    fn ladder(device: ModelPlacement<'_>, now: Instant) -> Ladder {
        let mut ladder = Ladder::default();
        assert_eq!(ladder.started(Rung::default(), device, now), None);
        ladder
    }

    #[test]
    fn want_of_memory_leads_through_smaller_pieces_to_the_processor() {
        let now = Instant::now();
        let mut ladder = ladder(CUDA, now);

        let mut seen = vec![];
        while ladder.failed(ladder.rung, &memory(), now) != Recovery::Fail(None) {
            seen.push((ladder.rung.longest(), ladder.rung.is_processor(), ladder.trouble()));
        }

        let why = "wanted cuda, runs on cpu, because the onnx engine failed: out of memory";
        let expected =
            [(Some(120), false, None), (Some(60), false, None), (None, true, Some(why.to_owned()))];
        assert_eq!(seen, expected);
    }

    #[test]
    fn on_the_processor_there_are_only_smaller_pieces() {
        let now = Instant::now();
        let mut ladder = ladder(CPU, now);

        let again = (0..9)
            .take_while(|_| ladder.failed(ladder.rung, &memory(), now) != Recovery::Fail(None));

        assert_eq!(again.count(), 2);
        assert_eq!((ladder.rung.longest(), ladder.trouble()), (Some(60), None));
    }

    #[test]
    fn slots_that_fail_together_go_down_together() {
        let now = Instant::now();
        let mut ladder = ladder(CUDA, now);

        let first = ladder.failed(Rung::default(), &memory(), now);
        let second = ladder.failed(Rung::default(), &memory(), now);

        assert!(matches!(first, Recovery::Again(Some(_))), "{first:?}");
        assert_eq!((second, ladder.rung), (Recovery::Again(None), Rung(1)));
    }

    #[test]
    fn a_card_that_keeps_failing_is_left() {
        let now = Instant::now();
        for (error, next) in [
            (failed(ErrorKind::Card, "CUDA failure 700"), Recovery::Again(None)),
            (failed(ErrorKind::NoSound, "no sound"), Recovery::Fail(None)),
            (crashed(), Recovery::Fail(None)),
        ] {
            let mut ladder = ladder(CUDA, now);
            let nothing = Rung::default();
            assert_eq!(ladder.failed(nothing, &error, now), next);
            ladder.succeeded(nothing);
            assert_eq!(ladder.failed(nothing, &error, now), next);
            assert_eq!(ladder.failed(nothing, &error, now), next);
            assert!(!ladder.rung(now).is_processor());
            ladder.failed(nothing, &error, now);
            assert!(ladder.rung(now).is_processor(), "{error}");
        }
    }

    #[test]
    fn what_is_no_fault_of_the_card_is_no_reason_to_leave_it() {
        let now = Instant::now();
        let mut on_card = ladder(CUDA, now);
        let mut on_processor = ladder(CPU, now);
        for _ in 0..9 {
            let bad = failed(ErrorKind::BadVoice, "no such speaker");
            assert_eq!(on_card.failed(Rung::default(), &bad, now), Recovery::Fail(None));
            assert_eq!(on_processor.failed(Rung::default(), &crashed(), now), Recovery::Fail(None));
            let unmet = failed(ErrorKind::Unmet, "wanted cuda, but it is missing");
            assert_eq!(on_processor.failed(Rung::default(), &unmet, now), Recovery::Fail(None));
        }
        assert_eq!((on_card.rung(now), on_processor.rung(now)), (Rung(0), Rung(0)));
    }

    #[test]
    fn a_card_that_is_gone_is_missed_and_tried_again_after_a_while() {
        let began = Instant::now();
        let mut ladder = ladder(CUDA, began);

        let fell_back = Some("wanted cuda, runs on cpu, because no device is detected");
        let why = ladder.started(Rung::default(), ModelPlacement { fell_back, ..CPU }, began);
        let later = began + REST;

        assert_eq!(why.as_deref(), fell_back);
        assert!(ladder.rung(later - Duration::from_secs(1)).is_processor());
        assert_eq!((ladder.rung(later), ladder.trouble()), (Rung(0), None));
        let unmet = failed(ErrorKind::Unmet, "wanted cuda, but no device is detected");
        assert!(matches!(ladder.failed(Rung(0), &unmet, later), Recovery::Again(Some(_))));
        assert!(ladder.rung(later).is_processor());
    }
}
