//! What goes wrong, and how it is healed.

use std::time::Duration;

use fastrand::Rng;
use system_tests::{Fleet, Process};

/// Something that goes wrong for a while.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    /// Nothing: a quarter of the time.
    Calm,
    /// A process is killed, and started again at once. The number chooses which.
    Kill(usize),
    /// A process is stopped as a debugger does, for several leases.
    Freeze(usize),
    /// A process is asked to stop, and started again.
    Terminate(usize),
    /// The broker is killed, and started again after some seconds.
    KillBroker(u64),
    /// The broker is stopped as a debugger does.
    FreezeBroker,
    /// A consumer or stream is deleted.
    Delete(usize),
}

/// What may be deleted: a stream, or a consumer of it.
const DELETED: [(&str, Option<&str>); 6] = [
    ("SYNTH", Some("synth-sim")),
    ("ASSEMBLE", Some("assemble")),
    ("BOOKS", Some("books")),
    ("SYNTH", None),
    ("ASSEMBLE", None),
    ("KV_workers", None),
];

impl Fault {
    pub(crate) fn random(rng: &mut Rng) -> Self {
        let which = rng.usize(..100);
        match rng.usize(..12) {
            0..=2 => Self::Calm,
            3..=4 => Self::Kill(which),
            5..=6 => Self::Freeze(which),
            7 => Self::Terminate(which),
            8..=9 => Self::KillBroker(rng.u64(0..8)),
            10 => Self::FreezeBroker,
            _ => Self::Delete(which),
        }
    }
}

impl Fault {
    /// Whether every service should say soon that it is not ready.
    pub(crate) fn is_to_be_said(self) -> bool {
        matches!(self, Self::FreezeBroker)
    }

    /// Whether there is none.
    pub(crate) fn is_calm(self) -> bool {
        matches!(self, Self::Calm)
    }

    pub(crate) async fn begin(self, fleet: &mut Fleet) {
        match self {
            Self::Calm => {}
            Self::Kill(which) => {
                let process = process(fleet, which);
                process.kill();
                process.restart();
            }
            Self::Freeze(which) => process(fleet, which).freeze(),
            Self::Terminate(which) => {
                let process = process(fleet, which);
                process.terminate();
                process.ended(Duration::from_secs(60)).await;
                process.restart();
            }
            Self::KillBroker(seconds) => {
                fleet.world.nats.kill();
                tokio::time::sleep(Duration::from_secs(seconds)).await;
                fleet.world.nats.restart().await;
            }
            Self::FreezeBroker => fleet.world.nats.freeze(),
            Self::Delete(which) => delete(fleet, which).await,
        }
    }

    /// Ends a fault that lasts.
    pub(crate) fn heal(self, fleet: &mut Fleet) {
        match self {
            Self::Freeze(which) => process(fleet, which).thaw(),
            Self::FreezeBroker => fleet.world.nats.thaw(),
            Self::Calm
            | Self::Kill(_)
            | Self::Terminate(_)
            | Self::KillBroker(_)
            | Self::Delete(_) => {}
        }
    }
}

async fn delete(fleet: &Fleet, which: usize) {
    let (stream, consumer) = DELETED[which % DELETED.len()];
    let call = match consumer {
        Some(consumer) => format!("$JS.API.CONSUMER.DELETE.{stream}.{consumer}"),
        None => format!("$JS.API.STREAM.DELETE.{stream}"),
    };
    // It may be gone already.
    let _ = fleet.bus.client().request(call, "".into()).await;
}

fn process(fleet: &mut Fleet, which: usize) -> &mut Process {
    let count = fleet.members.len();
    &mut fleet.members[which % count].process
}
