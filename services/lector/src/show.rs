//! Shows a book's progress: bars on a terminal, otherwise a line per tenth, or nothing if it would disturb.

use std::cell::Cell;
use std::io::{self, IsTerminal as _};
use std::time::Duration;

use contract::{BookState, BookView, ChapterView};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use tokio::time::Instant;

use crate::output;

/// Chapters shown at once.
const CHAPTERS: usize = 3;

/// Shows one book's progress on standard error.
#[derive(Debug)]
pub(crate) enum Show {
    /// Bars that move.
    Bars(Bars),
    /// Lines for logs, and the tenth of the last line.
    Lines { tenth: Option<u64>, synthesis: SynthesisSpeed },
    /// Nothing.
    Nothing,
}

/// Shows how much of a download is there: a bar on a terminal, otherwise a line per tenth.
pub(crate) fn fetch_bar(name: &str, all: u64) -> impl Fn(u64) {
    let bar = io::stderr().is_terminal().then(|| {
        ProgressBar::new(all).with_style(style("{wide_bar} {bytes}/{total_bytes}  {eta}"))
    });
    let (name, tenth) = (name.to_owned(), Cell::new(0));
    move |there| match &bar {
        Some(bar) => bar.set_position(there),
        None if there * 10 / all.max(1) > tenth.get() => {
            tenth.set(there * 10 / all.max(1));
            output::tell(&format!("fetching {name}: {} %", tenth.get() * 10));
        }
        None => {}
    }
}

/// The bars of one book.
#[derive(Debug)]
pub(crate) struct Bars {
    book: ProgressBar,
    chapters: Vec<ProgressBar>,
    synthesis: SynthesisSpeed,
}

/// How fast speech is made, measured since the first look at the book.
#[derive(Debug)]
pub(crate) struct SynthesisSpeed {
    since: Instant,
    speech_seconds: Option<f64>,
}

impl Show {
    /// Chooses how to show progress.
    pub(crate) fn new(quiet: bool) -> Self {
        let synthesis = SynthesisSpeed { since: Instant::now(), speech_seconds: None };
        if quiet {
            return Self::Nothing;
        }
        if !io::stderr().is_terminal() {
            return Self::Lines { tenth: None, synthesis };
        }
        let all = MultiProgress::new();
        let bar = |template| {
            let bar = ProgressBar::new(0);
            bar.set_style(style(template));
            all.add(bar)
        };
        let book = bar("{spinner} {wide_bar} {pos}/{len}  {msg}");
        book.enable_steady_tick(Duration::from_millis(200));
        let chapters = (0..CHAPTERS).map(|_| bar("  {msg}")).collect();
        Self::Bars(Bars { book, chapters, synthesis })
    }

    /// Shows a message before there is a plan.
    pub(crate) fn note(&self, what: &str) {
        match self {
            Self::Bars(bars) => bars.book.set_message(what.to_owned()),
            Self::Lines { .. } => output::tell(what),
            Self::Nothing => {}
        }
    }

    /// Says what the user must do something about, in every mode.
    pub(crate) fn alarm(&self, what: &str) {
        match self {
            Self::Bars(bars) => bars.book.suspend(|| output::tell(what)),
            Self::Lines { .. } | Self::Nothing => output::tell(what),
        }
    }

    /// Says what the plan warns of.
    pub(crate) fn warn_of(&self, view: &BookView) {
        output::warnings(&view.lost, &view.warnings).for_each(|line| self.alarm(&line));
    }

    /// Shows the progress of the book.
    pub(crate) fn update(&mut self, view: &BookView) {
        match self {
            Self::Bars(bars) => bars.update(view),
            Self::Lines { tenth, synthesis } => {
                let now = (view.segments_done * 10).checked_div(view.segments).unwrap_or(0);
                if *tenth != Some(now) && view.segments > 0 {
                    *tenth = Some(now);
                    let speed = speed(view, synthesis.times(view));
                    output::tell(&format!("{} %  {}  {speed}", now * 10, view.title));
                }
            }
            Self::Nothing => {}
        }
    }

    /// Removes the bars.
    pub(crate) fn finish(&self) {
        if let Self::Bars(bars) = self {
            bars.chapters.iter().for_each(ProgressBar::finish_and_clear);
            bars.book.finish_and_clear();
        }
    }
}

impl Bars {
    fn update(&mut self, view: &BookView) {
        let times = self.synthesis.times(view);
        self.book.set_length(view.segments);
        self.book.set_position(view.segments_done);
        self.book.set_message(match view.state {
            BookState::Assembling => "joining".to_owned(),
            _ => speed(view, times),
        });
        let lines =
            current(&view.chapters).map(chapter_line).chain(std::iter::repeat(String::new()));
        for (bar, line) in self.chapters.iter().zip(lines) {
            bar.set_message(line);
        }
    }
}

impl SynthesisSpeed {
    /// Seconds of speech per second.
    fn times(&mut self, view: &BookView) -> f64 {
        let before = *self.speech_seconds.get_or_insert(view.speech_seconds);
        (view.speech_seconds - before).max(0.0) / self.since.elapsed().as_secs_f64().max(0.001)
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// The chapters that are being spoken or encoded.
fn current(chapters: &[ChapterView]) -> impl Iterator<Item = &ChapterView> {
    chapters.iter().filter(|chapter| chapter.segments_done > 0 && !chapter.encoded)
}

fn chapter_line(chapter: &ChapterView) -> String {
    format!("{} ({}/{})", chapter.title, chapter.segments_done, chapter.segments)
}

/// The speed, and the time that is left.
fn speed(view: &BookView, times: f64) -> String {
    let remaining = match view.remaining_seconds {
        _ if view.segments_done == view.segments => String::new(),
        Some(seconds) => format!("  {} left", output::spoken(Duration::from_secs(seconds))),
        None => "  estimating…".to_owned(),
    };
    format!("{times:.0} × real time{remaining}")
}
