//! Delivers a finished audiobook to one target. If that fails, the audiobook still is finished and stays in the store.

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use blobs::{Blobs, LibraryFolder};
use bus::{Bus, Failure, GivenUp, Handler, Outcome, Work};
use contract::{
    BookId, DeliverJob, Delivered, Fact, FactKind, FactSubject, Job, JobSubject, Plan, Revision,
    Schema, Target, Undelivered,
};
use service::{find_lost_file, lost_file};
use tracing::info;

use crate::delivery::finished_book::FinishedBook;
use crate::delivery::library::{LibraryError, LibraryPlacement};
use crate::delivery::placement::Placement;
use crate::delivery::settings::DeliverySettings;
use crate::delivery::{audiobookshelf, webhook};
use crate::revisions::{Liveness, liveness};
use crate::tools::Tools;
use media::library_path::PathTemplate;

/// Takes the jobs of the delivery queue, which holds up no other queue.
#[derive(Debug)]
pub(crate) struct Deliver {
    pub(crate) tools: Arc<Tools>,
    pub(crate) settings: DeliverySettings,
}

impl Handler for Deliver {
    const NAME: &'static str = "deliver";

    async fn handle(&self, job: Job, work: Work) -> Result<Outcome, Failure> {
        let Job::Deliver(job) = job else {
            return Err(Failure::reject("only delivery jobs belong here"));
        };
        let delivering = deliver(&self.tools, &self.settings, &job, &work);
        tokio::select! {
            biased;
            () = work.stop.cancelled() => Err(Failure::HandBack(Duration::ZERO)),
            outcome = self.tools.store.watched(&work, delivering) => {
                self.tools.host.judge(outcome)
            }
        }
    }

    fn given_up(&self, given_up: &GivenUp<'_>) -> Outcome {
        undelivered(given_up.subject, given_up.reason)
    }
}

/// The jobs that follow a finished audiobook: one for each target.
pub(crate) fn deliveries(
    settings: &DeliverySettings,
    book: BookId,
    revision: Revision,
) -> Vec<Job> {
    let job =
        |target| Job::Deliver(DeliverJob { schema: Schema::default(), book, revision, target });
    settings.targets().into_iter().map(job).collect()
}

/// Delivers an audiobook.
async fn deliver(
    tools: &Tools,
    settings: &DeliverySettings,
    job: &DeliverJob,
    work: &Work,
) -> Result<Outcome, Failure> {
    let DeliverJob { book, revision, target, .. } = *job;
    let subject = |revision, kind| FactSubject { book, revision, kind };
    let said = tools.bus.fact(subject(revision, FactKind::Delivered(target))).await;
    if said.map_err(Failure::of_broker)?.is_some() {
        return Ok(Outcome::nothing());
    }
    let finished = tools.bus.fact(subject(revision, FactKind::Finished)).await;
    let Some(Fact::Finished(finished)) = finished.map_err(Failure::of_broker)? else {
        return Err(Failure::retry(format!("revision {revision} of {book} is not finished")));
    };
    let lost = find_lost_file(&tools.store.blobs, &finished).await;
    let plan = match lost.map_err(|error| tools.store.failure(error))? {
        None => tools.plans.load(&tools.store, book, revision).await,
        Some(why) => Err(lost_file(book, revision, &why)),
    };
    let plan = match plan {
        Err(Failure::Lacking(_)) if is_dead(&tools.bus, book, revision).await? => {
            return Err(Failure::reject(
                "the store has lost this audiobook, and the book was planned again since, or has failed",
            ));
        }
        plan => plan?,
    };
    let finished = FinishedBook { plan: &plan, finished: &finished };
    let placed = match target {
        Target::Library => place_in_library(tools, settings, finished, work).await?,
        Target::Audiobookshelf => {
            audiobookshelf::upload(settings, &tools.store.blobs, finished, work).await?
        }
        Target::Webhook(number) => webhook::tell(settings, number, finished, work).await?,
    };
    let Placement { place, note } = placed;
    info!(book.id = %book, "book {book} was delivered ({target}): {place}");
    let schema = Schema::default();
    let delivered = Delivered { schema, book, revision, target, place, note };
    Ok(Outcome::fact(Fact::Delivered(delivered)))
}

/// Whether what this revision has lost will not be made again.
async fn is_dead(bus: &Bus, book: BookId, revision: Revision) -> Result<bool, Failure> {
    Ok(matches!(liveness(bus, book, revision).await?, Liveness::Dead))
}

async fn place_in_library(
    tools: &Tools,
    settings: &DeliverySettings,
    book: FinishedBook<'_>,
    work: &Work,
) -> Result<Placement, Failure> {
    let Some(url) = &settings.library else {
        return Err(Failure::reject(
            "this assembler has no library; set assembler.delivery.library",
        ));
    };
    let layout: PathTemplate = settings.layout.parse().map_err(Failure::reject)?;
    let library = LibraryFolder::open(url, &settings.options(), settings.timeout());
    let library = library.map_err(Failure::retry)?;
    let earlier = earlier_places(&tools.bus, book.plan).await?;
    let placement = LibraryPlacement {
        library: &library,
        layout: &layout,
        blobs: &tools.store.blobs,
        book,
        got_on: &|| work.progress(),
    };
    placement.put(&earlier).await.map_err(|wrong| match wrong {
        LibraryError::TooManyAlike(_) => Failure::reject(wrong),
        LibraryError::Store(_) | LibraryError::Marker(_) => Failure::retry(wrong),
    })
}

/// Where earlier revisions of a book were put.
async fn earlier_places(bus: &Bus, plan: &Plan) -> Result<Vec<String>, Failure> {
    let filter = format!("fact.{}.*.delivered.{}", plan.book, Target::Library);
    let mut places = vec![];
    for subject in bus.fact_subjects(&filter).await.map_err(Failure::of_broker)? {
        if let Some(Fact::Delivered(fact)) = bus.fact(subject).await.map_err(Failure::of_broker)? {
            places.push(fact.place);
        }
    }
    Ok(places)
}

/// The fact that an audiobook could not be delivered; the audiobook itself is finished.
fn undelivered(subject: JobSubject, reason: &str) -> Outcome {
    let JobSubject::Deliver { book, revision, target } = subject else {
        return Outcome::nothing();
    };
    let reason = reason.lines().next().unwrap_or_default().to_owned();
    let schema = Schema::default();
    Outcome::fact(Fact::Undelivered(Undelivered { schema, book, revision, target, reason }))
}

/// Puts a finished book into the library at `url`, with the layout of `settings`, without a job.
pub async fn put_into_library(
    url: &str,
    settings: &DeliverySettings,
    blobs: &Blobs,
    book: FinishedBook<'_>,
) -> Result<Placement, String> {
    let told = |error: &dyn Display| error.to_string();
    let layout: PathTemplate = settings.layout.parse().map_err(|error| told(&error))?;
    let library = LibraryFolder::open(url, &settings.options(), settings.timeout());
    let library = library.map_err(|error| told(&error))?;
    let got_on = &|| {};
    let placement = LibraryPlacement { library: &library, layout: &layout, blobs, book, got_on };
    placement.put(&[]).await.map_err(|error| chassis::one_line(&error.into()))
}
