//! The keeper: a process that runs the private nats-server for as long as it has users.
//!
//! A lock file allows one keeper per data folder. A client is a TCP connection on the loopback that has sent the keeper's
//! secret. The kernel closes it when the client dies, however it dies, so dead clients are never counted.

use std::fs::{self, File, TryLockError};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::{Instant, sleep};

use crate::address::KeeperAddress;
use crate::broken_store::BrokenStore;
use crate::client;
use crate::complain::complain;
use crate::folder::{DataFolder, write_private};
use crate::secret::secret;
use crate::server::Server;

/// How long a keeper waits for an earlier one to end; longer than a server needs to stop.
const TAKE_OVER: Duration = Duration::from_secs(15);

/// How long a keeper waits for its first client.
const FIRST_CLIENT: Duration = Duration::from_secs(5);

/// Runs the keeper of the data folder at `root`. Its errors go to standard error, which is its log.
#[must_use]
pub fn keeper_main(root: Option<PathBuf>) -> ExitCode {
    // The server dies with the thread that started it (see `tether`): only the main thread will do.
    let kept = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the runtime")
        .and_then(|runtime| runtime.block_on(keep(root)));
    match kept {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn keep(root: Option<PathBuf>) -> anyhow::Result<()> {
    let folder = DataFolder::open(root.as_deref())?;
    let Some(_lock) = lock(&folder).await? else { return Ok(()) };
    // We hold the lock, so this is the address of a dead keeper.
    _ = fs::remove_file(folder.keeper_address());
    let listener = TcpListener::bind("127.0.0.1:0").await.context("cannot listen for clients")?;
    let mut server = Server::start(&folder).await?;
    let secret = secret().context("cannot make a secret")?;
    let address = KeeperAddress {
        port: listener.local_addr()?.port(),
        secret: secret.clone(),
        url: server.url.clone(),
        user: server.user.clone(),
        password: server.password.clone(),
    };
    write_private(&folder.keeper_address(), &serde_json::to_vec(&address)?)
        .context("cannot write keeper.json")?;

    // Connections of clients that left: they close with this process, once the server has ended.
    let mut leaving = Vec::new();
    let doors = Doors { listener, secret, folder: &folder };
    let kept = count_clients(&doors, &mut server, &mut leaving).await;

    _ = fs::remove_file(folder.keeper_address());
    server.stop().await;
    kept
}

/// Takes the lock; `None` if another keeper accepts clients. Waits for a keeper that is just ending.
async fn lock(folder: &DataFolder) -> anyhow::Result<Option<File>> {
    let path = folder.keeper_lock();
    let file = File::create(&path).with_context(|| format!("cannot open {}", path.display()))?;
    let until = Instant::now() + TAKE_OVER;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) if is_open(folder) || Instant::now() > until => {
                return Ok(None);
            }
            Err(TryLockError::WouldBlock) => sleep(Duration::from_millis(10)).await,
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", path.display()));
            }
        }
    }
}

/// Whether the keeper that holds the lock accepts clients: its address file exists only while it does.
fn is_open(folder: &DataFolder) -> bool {
    folder.keeper_address().exists()
}

/// Where clients come in, and the server that they come for.
struct Doors<'a> {
    listener: TcpListener,
    secret: String,
    folder: &'a DataFolder,
}

/// Returns when the last client has left, when no client came, on a signal to stop, or when the server ended by itself.
async fn count_clients(
    Doors { listener, secret, folder }: &Doors<'_>,
    server: &mut Server,
    leaving: &mut Vec<TcpStream>,
) -> anyhow::Result<()> {
    let store = folder.broker().join("store");
    let mut broken = BrokenStore::new(folder.server_log(), store.clone());
    let mut told_to_stop = signal(SignalKind::terminate())?;
    let first_client = sleep(FIRST_CLIENT);
    tokio::pin!(first_client);
    let mut clients = FuturesUnordered::new();
    let mut served = false;
    loop {
        if served && clients.is_empty() {
            return Ok(());
        }
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => clients.push(client::attend(stream, secret)),
                Err(error) => {
                    complain(&format!("cannot accept a client: {error}"));
                    sleep(Duration::from_millis(100)).await;
                }
            },
            Some(gone) = clients.next(), if !clients.is_empty() => {
                served |= gone.was_client;
                leaving.extend(gone.waits);
            }
            () = &mut first_client, if !served && clients.is_empty() => return Ok(()),
            _ = told_to_stop.recv() => return Ok(()),
            ended = server.wait() => return ended,
            () = broken.can_be_mended() => {
                complain("the disk was full and has room again, so nats-server is started again");
                server.restart(folder).await?;
                broken = BrokenStore::new(folder.server_log(), store.clone());
            }
        }
        if !clients.is_empty() {
            // Other clients still use the server, so a client that left need not wait for its end.
            leaving.clear();
        }
    }
}
