#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod absent_engines;
mod again;
mod book_summary;
mod bounds;
mod cache_key;
mod chapter_selection;
mod dead;
mod delivery;
mod delivery_state;
mod digest;
mod fact;
mod format;
mod gap;
mod id;
mod job;
mod key;
mod language;
mod language_voice;
mod matter;
mod meta;
mod options;
mod plan;
mod revise;
mod schema;
mod segment_fact;
mod speech;

mod speed;
mod spoken;
mod subject;
mod synth_job;
mod trouble_view;
mod view;
mod visible;
mod voice;

pub use absent_engines::AbsentEngines;
pub use again::MADE_AGAIN;
pub use book_summary::BookSummary;
pub use bounds::{PLAN_BYTES, planned_problem};
pub use cache_key::SpeechKey;
pub use chapter_selection::{ChapterSelection, ChapterSelectionError};
pub use dead::{Attempt, DeadLetter};
pub use delivery::{DeliverJob, Delivered, Target, TargetError, Undelivered};
pub use delivery_state::Delivery;
pub use digest::{Digest, DigestError};
pub use fact::{
    Cancelled, ChapterEncoded, ChapterOutline, Fact, Failed, FailureCode, Finished, Planned,
};
pub use format::{Format, FormatError, Loudness, MadeFile, Wanted};
pub use gap::{Gap, Remark};
pub use id::{BookId, ChapterId, IdError, Revision, SegmentId};
pub use job::{BookJob, Cancel, ChapterJob, Job, Retry, Source, Submit};
pub use key::{BlobKey, KeyError};
pub use language::{LanguageTag, LanguageTagError, is_same_language, primary_subtag};
pub use language_voice::espeak_voice;

pub use matter::{Matter, MatterError};
pub use meta::{MetaKey, MetaKeyError};
pub use options::{Notes, Options};
pub use plan::{
    Account, Chapter, Contributor, LeftOut, Metadata, Pause, Place, Plan, Said, Segment,
    SegmentKind, Sentence, Series,
};
pub use revise::{Revise, ReviseError};
pub use schema::{SCHEMA, Schema};
pub use segment_fact::{SegmentFact, SegmentFailed, SegmentSpoken};
pub use speech::{Level, SentenceTime, SpeechInfo, WordTime, speech_key};

pub use speed::{Speed, SpeedError};
pub use spoken::Sound;
pub use subject::{FactKind, FactSubject, JobSubject, SubjectError};
pub use synth_job::SynthJob;
pub use trouble_view::TroubleView;
pub use view::{BookState, BookView, ChapterView, WorkerState, WorkerView};
pub use visible::is_visible;
pub use voice::{
    Engine, Family, FileRole, ManifestError, Voice, VoiceError, VoiceFile, VoiceManifest, built_in,
};
