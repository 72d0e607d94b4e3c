//! Fills the windows: segments in the cache become facts at once, all others become jobs.

use audio::speech;
use blobs::Blobs;
use bus::Bus;
use contract::{
    BlobKey, Fact, Job, Plan, Retry, Schema, Segment, SegmentFact, SegmentSpoken, SpeechInfo,
    SynthJob,
};
use futures::{FutureExt as _, StreamExt as _, stream};
use tracing::{debug, warn};

use crate::release::ReleaseLoop;
use crate::release::books::ActivePlan;
use crate::release::naming::JobNaming;

/// Look-ups and publications under way at the same time.
const AT_ONCE: usize = 32;
/// Segments looked up at once while the cache has everything.
const CACHED: usize = 128;

/// What became of a segment.
enum SegmentOutcome {
    /// It was in the cache; its fact is stored.
    Cached(usize),
    /// Its job is enqueued.
    Enqueued(usize),
}

impl ReleaseLoop {
    /// Fills every window a little; returns `false` when there is nothing to do until the next fact or sweep.
    pub(super) async fn refill(&mut self) -> bool {
        self.purge_dead().await;
        let (mut has_more, naming) = (false, self.naming);
        for active in self.books.active() {
            match refill(&self.bus, &self.blobs, active, self.size, naming).await {
                Ok(more) => has_more |= more,
                Err(error) => {
                    let book = active.book;
                    warn!(book.id = %book, "cannot release segments of book {book}, trying again later: {error:#}");
                    if let Some(error) = error.downcast_ref() {
                        self.store.note(error);
                    }
                    if error.is::<PlanLost>() {
                        make_again(&self.bus, active).await;
                    }
                }
            }
        }
        has_more
    }

    /// Drops the open jobs of plans that have ended.
    async fn purge_dead(&mut self) {
        for (book, revision) in std::mem::take(&mut self.books.dead) {
            match self.bus.purge_segments(book, revision).await {
                Ok(0) => {}
                Ok(dropped) => {
                    debug!(book.id = %book, "dropped {dropped} open jobs of book {book}");
                }
                // The next sweep finds them again.
                Err(error) => warn!(book.id = %book, "cannot drop jobs of book {book}: {error}"),
            }
        }
    }
}

/// Asks for the plan of a book to be made again.
async fn make_again(bus: &Bus, active: &ActivePlan) {
    let (book, lost) = (active.book, Some(active.revision));
    let retry = Job::Retry(Retry { schema: Schema::default(), book, lost });
    if let Err(error) = bus.enqueue(&retry).await {
        warn!(book.id = %book, "cannot ask for the plan of book {book} again: {error}");
    }
}

async fn refill(
    bus: &Bus,
    blobs: &Blobs,
    active: &mut ActivePlan,
    size: usize,
    naming: JobNaming,
) -> anyhow::Result<bool> {
    let most = if active.is_cached { CACHED } else { active.window.room(size) };
    let next = active.window.next(size, most);
    if next.is_empty() {
        if active.window.is_released() {
            active.plan = None;
        }
        return Ok(false);
    }
    let plan = plan_of(blobs, &active.key, &mut active.plan).await?;
    let segments: Vec<&Segment> = plan.segments().collect();
    let wanted: Vec<(usize, &Segment)> =
        next.iter().filter_map(|&at| Some((at, *segments.get(at)?))).collect();
    if wanted.is_empty() {
        anyhow::bail!("the plan has fewer segments than its fact says");
    }
    let asked = wanted.len();
    // Boxed and collected: the compiler cannot see that a mapped stream with references may change threads.
    let looks: Vec<_> =
        wanted.into_iter().map(|(at, segment)| look_up(blobs, at, segment).boxed()).collect();
    let found: Vec<_> = stream::iter(looks).buffered(AT_ONCE).collect().await;
    let mut room = active.window.room(size);
    let mut actions = Vec::new();
    for look in found {
        let (at, segment, cache) = look?;
        match cache {
            Some(info) => actions.push((at, SegmentAction::Say(spoken(plan, segment, &info)))),
            None if room > 0 => {
                room -= 1;
                actions.push((at, SegmentAction::Enqueue(Job::Synth(SynthJob::of(plan, segment)))));
            }
            None => {}
        }
    }
    let hits = actions.iter().filter(|(_, action)| matches!(action, SegmentAction::Say(_))).count();
    active.is_cached = hits == asked;
    let trace = active.trace_parent.as_deref();
    let settling: Vec<_> = actions
        .into_iter()
        .map(|(at, action)| settle(bus, (trace, naming), at, action).boxed())
        .collect();
    let mut outcomes = stream::iter(settling).buffered(AT_ONCE);
    while let Some(outcome) = outcomes.next().await {
        match outcome? {
            SegmentOutcome::Cached(at) => active.window.settled(at),
            SegmentOutcome::Enqueued(at) => active.window.opened(at),
        }
    }
    Ok(true)
}

/// What to do about a segment.
enum SegmentAction {
    Say(Fact),
    Enqueue(Job),
}

/// The plan of a book is gone, or cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("its plan is lost, and made again: {0}")]
struct PlanLost(String);

/// The plan, which is read from the store unless it was `read` before.
pub(super) async fn plan_of<'a>(
    blobs: &Blobs,
    key: &BlobKey,
    read: &'a mut Option<Plan>,
) -> anyhow::Result<&'a Plan> {
    let plan = match read.take() {
        Some(plan) => plan,
        None => service::find_plan(blobs, key).await?.map_err(PlanLost)?,
    };
    Ok(read.insert(plan))
}

async fn settle(
    bus: &Bus,
    (trace, naming): (Option<&str>, JobNaming),
    at: usize,
    action: SegmentAction,
) -> Result<SegmentOutcome, bus::Error> {
    match action {
        SegmentAction::Say(fact) => bus.say(&fact).await.map(|_| SegmentOutcome::Cached(at)),
        SegmentAction::Enqueue(job) => {
            let enqueued = bus.enqueue_as(naming.name(&job), trace, &job).await;
            enqueued.map(|_| SegmentOutcome::Enqueued(at))
        }
    }
}

async fn look_up<'p>(
    blobs: &Blobs,
    at: usize,
    segment: &'p Segment,
) -> Result<(usize, &'p Segment, Option<SpeechInfo>), blobs::Error> {
    Ok((at, segment, cached(blobs, segment).await?))
}

/// Looks up a speech; one that cannot be read counts as absent, and is spoken again.
async fn cached(blobs: &Blobs, segment: &Segment) -> Result<Option<SpeechInfo>, blobs::Error> {
    let key = BlobKey::speech(segment.speech);
    match blobs.get_range(&key, 0..speech::HEAD_BYTES).await {
        Ok(head) => Ok(speech::head(&head).ok()),
        Err(blobs::Error::NotFound { .. } | blobs::Error::Damaged { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn spoken(plan: &Plan, segment: &Segment, info: &SpeechInfo) -> Fact {
    let (book, revision) = (plan.book, plan.revision);
    let spoken = SegmentSpoken::cached(book, revision, segment.id, segment.speech, info);
    Fact::Segment(SegmentFact::Spoken(spoken))
}
