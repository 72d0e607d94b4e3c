//! The private nats-server: its settings, its start and its end.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};
use serde::Deserialize;
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use crate::address::TETHER;
use crate::folder::{DataFolder, free_bytes, private_folder, write_private};
use crate::program::find_server;
use crate::secret::secret;

/// The oldest nats-server with the behaviour that we rely on.
const OLDEST: (u32, u32, u32) = (2, 12, 7);

/// How long the server may take to start; a large store is read again after a crash.
const START: Duration = Duration::from_secs(60);

/// How long the server may take to stop before it is killed.
const STOP: Duration = Duration::from_secs(10);

/// The variable with the memory limit of the server's garbage collector.
const MEMORY_VARIABLE: &str = "GOMEMLIMIT";

/// Its value, unless the user sets one. Without it, the server keeps 300 MiB of garbage when a long audiobook is stored; with
/// half of it, garbage collection doubles the CPU time.
const MEMORY: &str = "128MiB";

/// Bytes that all streams together may be said to need, with room for sound: the server refuses streams beyond its limit.
const RESERVED: u64 = 6 << 30;

/// A running nats-server, the only one of its data folder.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub url: String,
    /// Its only user.
    pub user: String,
    /// That user's password.
    pub password: String,
}

/// Where a server listens, and who may use it.
#[derive(Clone, Copy)]
struct ServerAccess<'a> {
    /// Any free one, if absent.
    port: Option<u16>,
    user: &'a str,
    password: &'a str,
}

/// The file that the server writes once it listens.
#[derive(Debug, Deserialize)]
struct PortsFile {
    nats: Vec<String>,
}

impl Server {
    /// Starts the server of `folder` on a free port of the loopback, with a password of its own.
    pub(crate) async fn start(folder: &DataFolder) -> anyhow::Result<Self> {
        check_version(&find_server()?).await?;
        let (user, password) = ("lector".to_owned(), secret()?);
        let access = ServerAccess { port: None, user: &user, password: &password };
        let (child, url) = launch(folder, access).await?;
        Ok(Self { child, url, user, password })
    }

    /// Stops the server and starts it again at the same address.
    pub(crate) async fn restart(&mut self, folder: &DataFolder) -> anyhow::Result<()> {
        self.stop().await;
        let port = self.url.rsplit(':').next().and_then(|port| port.parse().ok());
        let access = ServerAccess { port, user: &self.user, password: &self.password };
        (self.child, self.url) = launch(folder, access).await?;
        Ok(())
    }

    /// Returns when the server has ended by itself.
    pub(crate) async fn wait(&mut self) -> anyhow::Result<()> {
        Err(unexpected(self.child.wait().await))
    }

    /// Asks the server to stop, and kills it if it does not.
    pub(crate) async fn stop(&mut self) {
        _ = child::terminate(&mut self.child, STOP).await;
    }
}

/// Starts the server; returns its process, and where it listens.
async fn launch(folder: &DataFolder, access: ServerAccess<'_>) -> anyhow::Result<(Child, String)> {
    let program = find_server()?;
    let broker = folder.broker();
    let ports = broker.join("ports");
    _ = fs::remove_dir_all(&ports);
    private_folder(&ports)?;
    private_folder(&broker.join("store"))?;
    let conf = broker.join("nats.conf");
    write_private(&conf, settings(&broker, access)?.as_bytes())?;
    let mut child = Command::new(std::env::current_exe()?)
        .args([TETHER, &std::process::id().to_string()])
        .args([program.as_os_str(), "-c".as_ref(), conf.as_os_str()])
        .current_dir(&broker)
        .env(MEMORY_VARIABLE, std::env::var_os(MEMORY_VARIABLE).unwrap_or(MEMORY.into()))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .kill_on_drop(true)
        .spawn()
        .context("cannot start nats-server")?;
    let url = timeout(START, listening(&mut child, &ports))
        .await
        .context("nats-server did not start in time")??;
    Ok((child, url))
}

async fn check_version(program: &Path) -> anyhow::Result<()> {
    let output =
        Command::new(program).arg("--version").output().await.context("cannot run nats-server")?;
    let said = String::from_utf8_lossy(&output.stdout);
    match version(&said) {
        Some(found) if found >= OLDEST => Ok(()),
        Some((major, minor, patch)) => bail!(
            "{} is version {major}.{minor}.{patch}, which is too old; install a newer one with deploy/setup.sh",
            program.display()
        ),
        None => bail!(
            "{} does not report its version; install nats-server with deploy/setup.sh",
            program.display()
        ),
    }
}

/// Reads `nats-server: v2.15.1`; what follows the patch number does not matter.
fn version(said: &str) -> Option<(u32, u32, u32)> {
    let (_, numbers) = said.trim().rsplit_once('v')?;
    let mut parts = numbers.splitn(3, '.').map(|part| {
        let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        part[..digits].parse::<u32>().ok()
    });
    Some((parts.next()??, parts.next()??, parts.next()??))
}

/// Waits for the ports file, which the server writes when it is ready for clients.
async fn listening(child: &mut Child, ports: &Path) -> anyhow::Result<String> {
    loop {
        if let Some(ended) = child.try_wait()? {
            return Err(unexpected(Ok(ended)));
        }
        for entry in fs::read_dir(ports)?.flatten() {
            // Half-written files are read again in a moment.
            let read = fs::read(entry.path()).unwrap_or_default();
            if let Ok(PortsFile { nats }) = serde_json::from_slice(&read)
                && let Some(url) = nats.into_iter().next()
            {
                return Ok(url);
            }
        }
        sleep(Duration::from_millis(5)).await;
    }
}

fn unexpected(status: io::Result<ExitStatus>) -> anyhow::Error {
    match status {
        Ok(status) => anyhow::anyhow!(
            "nats-server ended by itself ({status}); see server.log beside keeper.log"
        ),
        Err(error) => anyhow::Error::from(error).context("cannot wait for nats-server"),
    }
}

/// The server's settings. Stored data is synced to disk before it is acknowledged.
fn settings(broker: &Path, access: ServerAccess<'_>) -> anyhow::Result<String> {
    let ServerAccess { port, user, password } = access;
    let quoted = |name: &str| {
        let path = broker.join(name);
        let text = path
            .to_str()
            .context("the data folder's name is not UTF-8; choose another with --data DIR")?;
        Ok::<_, anyhow::Error>(serde_json::to_string(text)?)
    };
    Ok(format!(
        "server_name: lector\n\
         listen: \"127.0.0.1:{port}\"\n\
         ports_file_dir: {ports}\n\
         log_file: {log}\n\
         logfile_size_limit: 1MB\n\
         max_payload: 8MB\n\
         authorization {{ user: {user}, password: \"{password}\" }}\n\
         jetstream {{\n  store_dir: {store}\n  max_mem: 128MB\n  max_file: {max_file}\n  sync_interval: always\n}}\n",
        port = port.map_or("-1".to_owned(), |port| port.to_string()),
        ports = quoted("ports")?,
        log = quoted("server.log")?,
        store = quoted("store")?,
        max_file = largest_store(&broker.join("store"))?,
    ))
}

/// The size limit of the store: its present size and four fifths of the free space; at least what the streams reserve, most of
/// which they never use.
fn largest_store(store: &Path) -> io::Result<u64> {
    Ok((size_of(store) + free_bytes(store)? / 5 * 4).max(RESERVED))
}

/// The size of all files below `folder`; files that vanish meanwhile do not count.
fn size_of(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(found) if found.is_dir() => size_of(&entry.path()),
            Ok(found) => found.len(),
            Err(_) => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_told_apart() {
        assert_eq!(version("nats-server: v2.15.1\n"), Some((2, 15, 1)));
        assert_eq!(version("nats-server: v2.12.7-RC.1"), Some((2, 12, 7)));
        assert_eq!(version("nats-server: v2"), None);
        assert!(Some((2, 9, 10)) < Some(OLDEST) && Some((2, 14, 0)) > Some(OLDEST));
    }
}
