//! Reads the payload of a job: its schema version first, then the rest.

use contract::{
    BookJob, Cancel, ChapterJob, DeliverJob, Job, JobSubject, Retry, Revise, Schema, Submit,
    SynthJob,
};
use serde::Deserialize;

/// What a payload holds.
#[derive(Debug)]
pub(super) enum Payload {
    /// A job.
    Job(Box<Job>),
    /// A job with a newer schema, which newer builds can read.
    Newer(Schema),
    /// No job; this is why.
    Unreadable(String),
}

/// Reads the payload of a message on `subject`.
pub(super) fn read(subject: JobSubject, payload: &[u8]) -> Payload {
    #[derive(Deserialize)]
    struct SchemaHeader {
        #[serde(default)]
        schema: Schema,
    }
    let unreadable =
        |error: serde_json::Error| Payload::Unreadable(format!("cannot read the job: {error}"));
    match serde_json::from_slice::<SchemaHeader>(payload) {
        Ok(head) if !head.schema.is_known() => return Payload::Newer(head.schema),
        Ok(_) => {}
        Err(error) => return unreadable(error),
    }
    let job = match parse(subject, payload) {
        Ok(job) => job,
        Err(error) => return unreadable(error),
    };
    if job.subject() != subject {
        return Payload::Unreadable(format!(
            "the job was sent on {subject}, but its payload is for {}",
            job.subject()
        ));
    }
    Payload::Job(Box::new(job))
}

fn parse(subject: JobSubject, payload: &[u8]) -> Result<Job, serde_json::Error> {
    match subject {
        JobSubject::Submit => serde_json::from_slice::<Submit>(payload).map(Job::Submit),
        JobSubject::Cancel => serde_json::from_slice::<Cancel>(payload).map(Job::Cancel),
        JobSubject::Retry => serde_json::from_slice::<Retry>(payload).map(Job::Retry),
        JobSubject::Revise => serde_json::from_slice::<Revise>(payload).map(Job::Revise),
        JobSubject::Synth { .. } => serde_json::from_slice::<SynthJob>(payload).map(Job::Synth),
        JobSubject::Chapter { .. } => {
            serde_json::from_slice::<ChapterJob>(payload).map(Job::Chapter)
        }
        JobSubject::Book { .. } => serde_json::from_slice::<BookJob>(payload).map(Job::Book),
        JobSubject::Deliver { .. } => {
            serde_json::from_slice::<DeliverJob>(payload).map(Job::Deliver)
        }
    }
}
