//! Where one speech of a chapter is lost: finds what else of it is, so that all is spoken again at once.

use bus::{Failure, Remedy, Work};
use contract::{Fact, Plan};

use crate::chapter_sound::fetch;
use crate::revisions::known_segment_facts;
use crate::tools::Tools;

/// Adds to `remedy`, for a speech that is lost, the others of its chapter that are: a store seldom loses one alone.
pub(crate) async fn with_its_chapter(
    tools: &Tools,
    plan: &Plan,
    mut remedy: Remedy,
    work: &Work,
) -> Result<Remedy, Failure> {
    let Some(Fact::Segment(first)) = remedy.untrue.first().cloned() else { return Ok(remedy) };
    let Some(chapter) = plan.chapter(first.segment().chapter) else { return Ok(remedy) };
    let facts = known_segment_facts(&tools.bus, plan, chapter).await?;
    for (segment, fact) in chapter.segments.iter().zip(facts) {
        work.progress();
        let Some(fact) = fact.filter(|_| segment.id != first.segment()) else { continue };
        match fetch(&tools.store, plan, segment, &fact).await {
            Err(Failure::Lacking(other)) => {
                remedy.untrue.extend(other.untrue);
                remedy.jobs.extend(other.jobs);
            }
            Err(failure) => return Err(failure),
            Ok(_) => {}
        }
    }
    Ok(remedy)
}
