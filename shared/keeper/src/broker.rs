//! The private nats-server for its users: join, use, leave.

use std::fs::{self, File};
use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use chassis::{Exit, OrExit as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};

use crate::address::{GOODBYE, KEEPER, KeeperAddress, WELCOME};
use crate::folder::DataFolder;
use crate::program::find_server;

/// How long to wait for a server, including the end of an earlier one and the start with a large store.
const PATIENCE: Duration = Duration::from_secs(90);

/// How long a keeper may take to answer, once it listens.
const ANSWER: Duration = Duration::from_secs(2);

/// How long to wait for the server's end.
const FAREWELL: Duration = Duration::from_secs(15);

/// Lease of a job: how long a job of a killed `lector` waits before it is delivered again. Short, because the user waits; a job
/// that was handed back waits as long if the server ends, because the server forgets that then.
const LEASE_SECONDS: f64 = 8.0;

/// Our connection to the private server: the server runs at least until this is dropped.
#[derive(Debug)]
pub struct PrivateBroker {
    /// How to reach the server.
    pub config: bus::Config,
    keeper: TcpStream,
    /// The keeper process, if we started it; kept so that it can be reaped.
    child: Option<Child>,
}

impl PrivateBroker {
    /// Joins the private server of `folder`, or starts it.
    pub async fn join(folder: &DataFolder) -> anyhow::Result<Self> {
        find_server()?;
        let until = Instant::now() + PATIENCE;
        let mut child = None;
        loop {
            if let Some((keeper, address)) = introduce(folder).await {
                return Ok(Self { config: config(address), keeper, child });
            }
            child = match child.take() {
                None => Some(start(folder).or_exit(Exit::Config)?),
                Some(started) => still_needed(folder, started)?,
            };
            if Instant::now() > until {
                return Err(anyhow!(
                    "the private nats-server does not answer; see {}",
                    folder.keeper_log().display()
                ))
                .or_exit(Exit::Unreachable);
            }
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// Returns when the server has ended while we still use it.
    pub async fn lost(&mut self) {
        let mut byte = [0];
        while self.keeper.read(&mut byte).await.is_ok_and(|read| read > 0) {}
    }

    /// Leaves the server; if we were its last user, waits until it has ended.
    pub async fn leave(mut self) {
        let farewell = async {
            self.keeper.write_all(GOODBYE.as_bytes()).await?;
            self.lost().await;
            io::Result::Ok(())
        };
        _ = timeout(FAREWELL, farewell).await;
        if let Some(child) = &mut self.child {
            _ = child.try_wait();
        }
    }
}

fn config(address: KeeperAddress) -> bus::Config {
    bus::Config {
        url: address.url,
        user: Some(address.user),
        password: Some(address.password),
        lease_seconds: LEASE_SECONDS,
        ..bus::Config::default()
    }
}

/// Connects to the keeper whose address is in the folder; `None` if no keeper answers.
async fn introduce(folder: &DataFolder) -> Option<(TcpStream, KeeperAddress)> {
    let address: KeeperAddress =
        serde_json::from_slice(&fs::read(folder.keeper_address()).ok()?).ok()?;
    let introduction = async {
        let mut keeper = TcpStream::connect(("127.0.0.1", address.port)).await?;
        keeper.write_all(format!("{}\n", address.secret).as_bytes()).await?;
        let mut answer = [0; WELCOME.len()];
        keeper.read_exact(&mut answer).await?;
        io::Result::Ok((keeper, answer == WELCOME.as_bytes()))
    };
    match timeout(ANSWER, introduction).await {
        Ok(Ok((keeper, true))) => Some((keeper, address)),
        Ok(Ok((_, false)) | Err(_)) | Err(_) => None,
    }
}

/// Starts a keeper in a process group of its own, so that Ctrl-C does not reach it.
fn start(folder: &DataFolder) -> anyhow::Result<Child> {
    let log = File::options()
        .append(true)
        .create(true)
        .open(folder.keeper_log())
        .context("cannot write keeper.log")?;
    Command::new(std::env::current_exe()?)
        .arg(KEEPER)
        .arg(folder.root())
        .current_dir(folder.root())
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .context("cannot start the keeper of the private nats-server")
}

/// Checks a keeper that we started: still starting, ended because another one was first, or failed.
fn still_needed(folder: &DataFolder, mut child: Child) -> anyhow::Result<Option<Child>> {
    match child.try_wait()? {
        None => Ok(Some(child)),
        Some(status) if status.success() => Ok(None),
        Some(_) => {
            let log = fs::read_to_string(folder.keeper_log()).unwrap_or_default();
            let why = log.lines().last().unwrap_or("no reason given").to_owned();
            Err(anyhow!("the private nats-server did not start: {why}")).or_exit(Exit::Config)
        }
    }
}
