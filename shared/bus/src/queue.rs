//! The work queues, and the lanes that workers take their jobs from.

use contract::Engine;
use tokio::sync::watch;

/// A work queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Queue {
    /// Commands about books.
    Books,
    /// Segments to speak: a lane for each engine, so that a worker is only given what it can speak.
    Synth,
    /// Chapters to encode.
    Assemble,
    /// Books to join, in a lane of their own: the chapters of other books never hold one up.
    AssembleBook,
    /// Audiobooks to hand over.
    Deliver,
}

/// What a service takes from a queue: the consumers that it pulls from, and how many jobs at once.
#[derive(Debug, Clone)]
pub struct Intake {
    pub(crate) queue: Queue,
    /// Names of consumers; never empty.
    pub(crate) lanes: Vec<&'static str>,
    pub(crate) slots: usize,
    /// How many of the slots may take a job now; all when absent.
    pub(crate) limit: Option<watch::Receiver<usize>>,
}

impl Queue {
    /// The stream's name.
    pub(crate) fn stream(self) -> &'static str {
        match self {
            Self::Books => "BOOKS",
            Self::Synth => "SYNTH",
            Self::Assemble | Self::AssembleBook => "ASSEMBLE",
            Self::Deliver => "DELIVER",
        }
    }

    /// The name of the consumer that all services of a kind share; of `Synth`, the one for jobs whose subjects name no engine.
    pub(crate) fn consumer(self) -> &'static str {
        match self {
            Self::Books => "books",
            Self::Synth => "synth",
            Self::Assemble => "assemble",
            Self::AssembleBook => "assemble-book",
            Self::Deliver => "deliver",
        }
    }
}

impl Intake {
    /// All jobs of `queue`, at most `slots` at once.
    #[must_use]
    pub fn all(queue: Queue, slots: usize) -> Self {
        if queue == Queue::Synth {
            return Self::segments(Engine::ALL, slots);
        }
        Self { queue, lanes: vec![queue.consumer()], slots, limit: None }
    }

    /// The segments that `engines` speak, at most `slots` at once; and those of earlier releases, which named no engine.
    #[must_use]
    pub fn segments(engines: impl IntoIterator<Item = Engine>, slots: usize) -> Self {
        let mut lanes: Vec<&'static str> = engines.into_iter().map(lane).collect();
        lanes.push(Queue::Synth.consumer());
        Self { queue: Queue::Synth, lanes, slots, limit: None }
    }

    /// Lets no more slots take a job than `limit` says at the moment; jobs that were taken go on.
    #[must_use]
    pub fn limited(self, limit: watch::Receiver<usize>) -> Self {
        Self { limit: Some(limit), ..self }
    }
}

/// The consumer of the segments that `engine` speaks.
pub(crate) fn lane(engine: Engine) -> &'static str {
    match engine {
        Engine::Espeak => "synth-espeak",
        Engine::Onnx => "synth-onnx",
        Engine::Sim => "synth-sim",
    }
}
