//! What the facts of a book tell of how long it took.

use bus::{Bus, FollowFrom};
use contract::{BookId, Fact, FactSubject, SegmentFact};
use tokio_util::sync::CancellationToken;

/// How a book went.
#[derive(Debug, Default)]
pub(crate) struct Run {
    pub(crate) segments: f64,
    /// What the engines' children took for them.
    pub(crate) engine_seconds: f64,
    pub(crate) speech_seconds: f64,
    /// From the moment the plan was stored to the moment the last segment's fact was, by the broker's clock.
    pub(crate) wall_seconds: f64,
}

/// Follows a book until all of it is spoken.
pub(crate) async fn spoken(bus: &Bus, book: BookId) -> Run {
    let stop = CancellationToken::new();
    let mut follow =
        bus.follow(&FactSubject::book_filter(book), FollowFrom::Beginning).await.unwrap();
    let mut run = Run::default();
    let mut planned_at = 0;
    let mut wanted = f64::INFINITY;
    while run.segments < wanted {
        let told = follow.next(&stop).await.unwrap();
        match told.fact {
            Fact::Planned(planned) => {
                planned_at = told.at_ms;
                wanted = planned.chapters.iter().map(|chapter| f64::from(chapter.segments)).sum();
            }
            Fact::Segment(SegmentFact::Spoken(spoken)) => {
                run.segments += 1.0;
                run.engine_seconds += spoken.engine_ms as f64 / 1000.0;
                run.speech_seconds += spoken.samples as f64 / f64::from(spoken.rate_hz);
                run.wall_seconds = run.wall_seconds.max((told.at_ms - planned_at) as f64 / 1000.0);
            }
            Fact::Failed(failed) => panic!("{failed:?}"),
            Fact::Segment(SegmentFact::Failed(failed)) => panic!("{failed:?}"),
            Fact::Chapter(_)
            | Fact::Finished(_)
            | Fact::Delivered(_)
            | Fact::Undelivered(_)
            | Fact::Cancelled(_) => {}
        }
    }
    run
}
