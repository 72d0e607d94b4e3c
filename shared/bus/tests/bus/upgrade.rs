//! A broker that an earlier release has provisioned: this release does its open jobs.

use std::time::Duration;

use bus::{Outcome, Queue};
use contract::{
    BookJob, ChapterId, ChapterJob, DeliverJob, Job, JobSubject, Revision, Schema, Target,
};
use futures::StreamExt as _;
use serde_json::{Value, json};
use testkit::{Nats, eventually};

use crate::stage::{BOOK, LEASE, Script, connect, queue_is_empty, serve};

/// The stream as releases before decision 0016 made it.
fn old_stream() -> Value {
    json!({
        "name": "ASSEMBLE",
        "subjects": ["assemble.*.*.chapter.*", "assemble.*.*.book", "assemble.*.*.deliver.*"],
        "storage": "file",
        "retention": "workqueue",
        "discard": "new",
        "max_bytes": 64 << 20,
        "max_msgs_per_subject": 1,
        "discard_new_per_subject": true,
        "allow_direct": true,
    })
}

/// The one consumer that it had, without a filter.
fn old_consumer() -> Value {
    let config = json!({
        "durable_name": "assemble",
        "name": "assemble",
        "ack_policy": "explicit",
        "deliver_policy": "all",
        "replay_policy": "instant",
        "ack_wait": u64::try_from(LEASE.as_nanos()).unwrap(),
        "max_deliver": -1,
        "max_ack_pending": 20_000,
        "max_waiting": 8_192,
        "max_batch": 4,
    });
    json!({ "stream_name": "ASSEMBLE", "config": config, "action": "" })
}

async fn ask(client: &async_nats::Client, subject: &str, body: &[u8]) -> Value {
    let answer = client.request(subject.to_owned(), body.to_vec().into()).await.unwrap();
    let answer: Value = serde_json::from_slice(&answer.payload).unwrap();
    assert_eq!(answer.get("error"), None, "{subject}");
    answer
}

fn chapter(number: u32) -> Job {
    let (schema, revision) = (Schema::default(), Revision::FIRST);
    Job::Chapter(ChapterJob { schema, book: BOOK, revision, chapter: ChapterId(number), again: 0 })
}

fn book() -> Job {
    let (schema, revision) = (Schema::default(), Revision::FIRST);
    Job::Book(BookJob { schema, book: BOOK, revision, lost: false })
}

fn delivery(target: Target) -> Job {
    let (schema, revision) = (Schema::default(), Revision::FIRST);
    Job::Deliver(DeliverJob { schema, book: BOOK, revision, target })
}

#[tokio::test]
async fn open_jobs_of_an_earlier_release_are_done_by_this_one() {
    let nats = Nats::start().await;
    let client = async_nats::connect(nats.url()).await.unwrap();
    let stream = old_stream().to_string();
    ask(&client, "$JS.API.STREAM.CREATE.ASSEMBLE", stream.as_bytes()).await;
    let consumer = old_consumer().to_string();
    ask(&client, "$JS.API.CONSUMER.CREATE.ASSEMBLE.assemble", consumer.as_bytes()).await;
    let jobs =
        [book(), chapter(1), chapter(2), delivery(Target::Library), delivery(Target::Webhook(2))];
    for job in &jobs {
        ask(&client, &job.subject().to_string(), job.payload().as_ref()).await;
    }
    // An old assembler has taken the book and then ended.
    let next = "$JS.API.CONSUMER.MSG.NEXT.ASSEMBLE.assemble";
    let mut inbox = client.subscribe("_INBOX.old").await.unwrap();
    let one = json!({ "batch": 1 }).to_string();
    client.publish_with_reply(next, "_INBOX.old", one.into()).await.unwrap();
    let taken = inbox.next().await.unwrap();
    assert_eq!(taken.payload, book().payload());

    let bus = connect(&nats).await;
    bus.provision().await.unwrap();
    bus.provision().await.unwrap();

    let in_stream = |queue| bus.open_jobs(queue, ">");
    let assembling = in_stream(Queue::Assemble).await.unwrap();
    assert!(!assembling.iter().any(|job| matches!(job, JobSubject::Deliver { .. })));
    assert_eq!((assembling.len(), in_stream(Queue::Deliver).await.unwrap().len()), (3, 2));
    let handler = Script::new(|_, _| async { Ok(Outcome::nothing()) });
    let serving = [Queue::Assemble, Queue::AssembleBook, Queue::Deliver]
        .map(|queue| serve(&bus, queue, 1, &handler));
    for queue in [Queue::Assemble, Queue::Deliver] {
        queue_is_empty(&bus, queue).await;
    }
    for serving in serving {
        serving.end().await;
    }
    assert!(handler.calls() >= 5, "{}", handler.calls());
}

#[tokio::test]
async fn a_book_is_joined_though_every_chapter_slot_is_busy() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let busy = Script::new(|_, work| async move {
        for _ in 0..1_000 {
            work.progress();
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(Outcome::nothing())
    });
    let joining = Script::new(|_, _| async { Ok(Outcome::nothing()) });
    let chapters = serve(&bus, Queue::Assemble, 1, &busy);
    bus.enqueue_all(&[chapter(1), chapter(2)]).await.unwrap();
    eventually("the slot is busy", || async { (busy.calls() == 1).then_some(()) }).await;

    bus.enqueue(&book()).await.unwrap();
    let books = serve(&bus, Queue::AssembleBook, 1, &joining);
    eventually("the book is joined", || async {
        let open = bus.open_jobs(Queue::AssembleBook, "assemble.*.*.book").await.ok()?;
        open.is_empty().then_some(())
    })
    .await;

    assert_eq!((joining.calls(), busy.calls()), (1, 1));
    books.end().await;
    chapters.crash().await;
}
