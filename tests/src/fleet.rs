//! A whole Lector under observation: every service listens, and has a folder of its own for temporary files.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bus::Bus;
use contract::BookId;
use testkit::free_port;

use crate::world::{Process, World, is_ready};

/// Workers of a fleet.
const WORKERS: usize = 3;

/// How long a fleet may take to start on a loaded machine.
const STARTED: Duration = Duration::from_secs(60);

/// A password that the broker ignores; no log may have it.
pub(crate) const PASSWORD: &str = "correct-horse-battery-staple";

/// A running service, and where it listens.
pub struct Member {
    /// Its process.
    pub process: Process,
    /// The port of its `/readyz`.
    pub port: u16,
}

/// A book that was submitted.
#[derive(Debug, Clone)]
pub struct Submitted {
    /// Its name at Lector.
    pub book: BookId,
    /// Its file.
    pub file: PathBuf,
}

/// Everything that runs: ingest, assembler, progress, and three workers of one slot.
pub struct Fleet {
    /// The broker, and the folder of logs.
    pub world: World,
    /// The services.
    pub members: Vec<Member>,
    /// A connection, to look.
    pub bus: Bus,
    segment_ms: u64,
}

impl Fleet {
    /// Starts everything, and waits until all of it is ready; an engine takes `segment_ms` for a segment.
    pub async fn start(mut world: World, segment_ms: u64) -> Self {
        let temporary = temporary_files(&world);
        fs::create_dir(&temporary).unwrap();
        fs::create_dir(world.folder.path().join("books")).unwrap();
        let more = [
            ("TMPDIR", temporary.to_str().unwrap()),
            ("LECTOR_NATS__USER", "lector"),
            ("LECTOR_NATS__PASSWORD", PASSWORD),
            ("LECTOR_TELEMETRY__LOG", "synth_worker=debug,info"),
        ];
        world.more.extend(more.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let bus = world.onlooker().await;
        let mut fleet = Self { world, members: vec![], bus, segment_ms };
        let workers = ["synth-worker"; WORKERS];
        for name in ["ingest", "assembler", "progress"].into_iter().chain(workers) {
            let member = fleet.spawn(name, free_port());
            fleet.members.push(member);
        }
        for member in &fleet.members {
            is_ready(member.port, STARTED).await;
        }
        fleet
    }

    /// Stops a member, and starts it from the programs that the world has now.
    pub async fn replace(&mut self, at: usize) {
        let member = &mut self.members[at];
        member.process.terminate();
        member.process.ended(Duration::from_secs(60)).await;
        let (name, port) = (member.process.name().to_owned(), member.port);
        self.members[at] = self.spawn(&name, port);
    }

    /// Submits a book; nothing where the broker is away.
    pub fn submit(&self, epub: &testkit::Epub) -> Option<Submitted> {
        let books = self.world.folder.path().join("books");
        let file = books.join(format!("{}.epub", fs::read_dir(&books).unwrap().count()));
        fs::write(&file, epub.build()).unwrap();
        self.submit_file(&file)
    }

    /// Submits a file again, perhaps to another fleet.
    pub(crate) fn submit_file(&self, file: &Path) -> Option<Submitted> {
        let book = file.to_str().unwrap();
        let submitted = self.world.lector(&["submit", book, "--voice", "sim", "--json"]);
        let printed: serde_json::Value = serde_json::from_slice(&submitted.stdout).ok()?;
        let book = printed["book"].as_str()?.parse().ok()?;
        Some(Submitted { book, file: file.to_owned() })
    }

    /// The workers.
    pub fn workers(&self) -> impl Iterator<Item = &Process> {
        let is_worker = |process: &&Process| process.name() == "synth-worker";
        self.members.iter().map(|member| &member.process).filter(is_worker)
    }

    /// The folder of all temporary files.
    pub fn temporary(&self) -> PathBuf {
        temporary_files(&self.world)
    }

    fn spawn(&self, name: &str, port: u16) -> Member {
        let listen = format!("127.0.0.1:{port}");
        let process = match name {
            "synth-worker" => {
                let settings = [("LECTOR_WORKER__LISTEN", listen.as_str())];
                self.world.spawn_worker(self.segment_ms, &settings)
            }
            _ => {
                let setting = format!("LECTOR_{}__LISTEN", name.to_uppercase());
                self.world.spawn(name, &[(setting.as_str(), listen.as_str())])
            }
        };
        Member { process, port }
    }
}

fn temporary_files(world: &World) -> PathBuf {
    world.folder.path().join("tmp")
}

/// Process ids of engine children that were started by workers of this broker.
pub fn engine_children(broker: &str) -> Vec<u32> {
    let ours = |pid: &u32| {
        let read = |file: &str| fs::read(format!("/proc/{pid}/{file}")).unwrap_or_default();
        let contains = |bytes: &[u8], what: &str| {
            bytes.windows(what.len()).any(|part| part == what.as_bytes())
        };
        contains(&read("cmdline"), "engine-child") && contains(&read("environ"), broker)
    };
    let entries = fs::read_dir("/proc").unwrap().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter(ours).collect()
}
