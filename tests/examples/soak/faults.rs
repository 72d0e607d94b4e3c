//! What goes wrong, and how it is healed.

use std::path::Path;
use std::time::Duration;

use bus::Bus;
use contract::BookId;
use fastrand::Rng;
use rustix::process::{Pid, Signal, kill_process};
use system_tests::{Process, World};

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

/// Everything that runs.
pub(crate) struct Fleet {
    pub(crate) world: World,
    pub(crate) processes: Vec<Process>,
    pub(crate) bus: Bus,
}

impl Fleet {
    pub(crate) async fn start(world: World, segment_ms: u64) -> Self {
        let mut processes = world.spawn_others();
        processes.extend((0..3).map(|_| world.spawn_worker(segment_ms, &[])));
        let bus = world.bus().await;
        Self { world, processes, bus }
    }

    /// Submits a book; nothing where the broker is away.
    pub(crate) async fn submit(&self, book: &Path) -> Option<BookId> {
        let book = book.to_str().unwrap();
        let submitted = self.world.lector(&["submit", book, "--voice", "sim", "--json"]);
        let printed: serde_json::Value = serde_json::from_slice(&submitted.stdout).ok()?;
        printed["book"].as_str()?.parse().ok()
    }

    pub(crate) async fn begin(&mut self, fault: Fault) {
        match fault {
            Fault::Calm => {}
            Fault::Kill(which) => {
                let process = self.process(which);
                process.kill();
                process.restart();
            }
            Fault::Freeze(which) => signal(self.process(which).pid(), Signal::STOP),
            Fault::Terminate(which) => {
                let process = self.process(which);
                process.terminate();
                process.ended(Duration::from_secs(60)).await;
                process.restart();
            }
            Fault::KillBroker(seconds) => {
                self.world.nats.kill();
                tokio::time::sleep(Duration::from_secs(seconds)).await;
                self.world.nats.restart().await;
            }
            Fault::FreezeBroker => signal(self.world.nats.pid(), Signal::STOP),
            Fault::Delete(which) => self.delete(which).await,
        }
    }

    /// Ends a fault that lasts.
    pub(crate) async fn heal(&mut self, fault: Fault) {
        match fault {
            Fault::Freeze(which) => signal(self.process(which).pid(), Signal::CONT),
            Fault::FreezeBroker => signal(self.world.nats.pid(), Signal::CONT),
            Fault::Calm
            | Fault::Kill(_)
            | Fault::Terminate(_)
            | Fault::KillBroker(_)
            | Fault::Delete(_) => {}
        }
    }

    async fn delete(&self, which: usize) {
        let (stream, consumer) = DELETED[which % DELETED.len()];
        let call = match consumer {
            Some(consumer) => format!("$JS.API.CONSUMER.DELETE.{stream}.{consumer}"),
            None => format!("$JS.API.STREAM.DELETE.{stream}"),
        };
        // It may be gone already.
        let _ = self.bus.client().request(call, "".into()).await;
    }

    fn process(&mut self, which: usize) -> &mut Process {
        let count = self.processes.len();
        &mut self.processes[which % count]
    }
}

fn signal(pid: u32, signal: Signal) {
    let pid = Pid::from_raw(pid.try_into().unwrap()).unwrap();
    kill_process(pid, signal).unwrap();
}
