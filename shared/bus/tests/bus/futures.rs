//! Every wait can change threads, so that services may spawn what uses the bus.

use std::sync::Arc;
use std::time::Duration;

use bus::{Bus, Follow, FollowFrom, Intake, Outcome, Queue, View};
use contract::{BookView, Fact, Job};
use tokio_util::sync::CancellationToken;

use crate::stage::{Script, config, segment_subject};

fn sendable<T: Send>(_: T) {}

/// It passes if it compiles; nothing is run.
#[expect(dead_code, reason = "the compiler is the test")]
fn all(bus: Bus, follow: &'static mut Follow, view: View<BookView>, facts: &[Fact], jobs: &[Job]) {
    let stop = CancellationToken::new();
    let handler = Script::new(|_, _| async { Ok(Outcome::nothing()) });
    sendable(Bus::connect(&config(""), "", bus::Trace::none()));
    sendable(bus.provision());
    sendable(bus.denied(&stop));
    sendable(bus.say_all(facts));
    sendable(bus.fact(segment_subject(1)));
    sendable(bus.fact_subjects(""));
    sendable(bus.purge_facts(""));
    sendable(bus.enqueue_all(jobs));
    sendable(bus.open_jobs(Queue::Synth, ""));
    sendable(bus.purge_jobs(Queue::Synth, ""));
    sendable(bus.dead_letters());
    sendable(bus.dead_letter(""));
    sendable(bus.retry_dead(""));
    sendable(bus.discard_dead(""));
    sendable(bus.follow("", FollowFrom::Now));
    sendable(follow.next(&stop));
    sendable(view.all());
    sendable(view.put("", &serde_json::from_str("").unwrap()));
    sendable(bus.serve(
        Intake::all(Queue::Synth, 1),
        Arc::clone(&handler),
        Duration::ZERO,
        stop.clone(),
    ));
    sendable(bus.close());
}
