//! Encodes a chapter as soon as its last segment is spoken or given up.

use bus::{Failure, Outcome, Work};
use contract::{ChapterEncoded, ChapterJob, Fact, Schema};

use crate::encode_chapter::encode_chapter;
use crate::revisions::{Liveness, all_segment_facts, liveness};
use crate::sound_files::prepare;
use crate::spoken_chapter::SpokenChapter;
use crate::tools::Tools;

/// Encodes the chapter that `job` names, unless it was encoded before.
pub(crate) async fn assemble_chapter(
    tools: &Tools,
    job: &ChapterJob,
    work: &Work,
) -> Result<Outcome, Failure> {
    let ChapterJob { book, revision, chapter, .. } = *job;
    let Liveness::Alive = liveness(&tools.bus, book, revision).await? else {
        return Ok(Outcome::nothing());
    };
    let plan = tools.plans.load(&tools.store, book, revision).await?;
    let Some(chapter) = plan.chapter(chapter) else {
        return Err(Failure::reject(format!("the plan has no chapter {}", job.chapter)));
    };
    tools.encoders.check(&plan.options.wanted).map_err(Failure::retry)?;
    let facts = all_segment_facts(&tools.bus, &plan, chapter).await?;
    work.progress();
    let spoken = SpokenChapter::new(&plan, chapter, facts)?;
    let made = encode_chapter(tools, &plan, &spoken, work).await?;
    let encoded = ChapterEncoded {
        schema: Schema::default(),
        book,
        revision,
        chapter: job.chapter,
        audio: made.key,
        frames: made.audio.frames,
        samples: made.audio.samples,
        rate_hz: made.audio.rate_hz,
        encoder: made.audio.encoder,
        cached: made.cached,
        again: job.again,
        gaps: spoken.gaps(),
    };
    prepare(tools, &plan, chapter, &encoded, work).await?;
    Ok(Outcome::fact(Fact::Chapter(encoded)))
}
