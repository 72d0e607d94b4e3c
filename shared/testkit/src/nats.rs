//! Real nats-servers: a port and a folder of their own each, gone when dropped.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::ports::free_port;
use crate::wait::eventually_within;

/// A nats-server with JetStream that this test owns.
#[derive(Debug)]
pub struct Nats {
    folder: TempDir,
    child: Child,
    port: u16,
}

impl Nats {
    /// Starts a server.
    pub async fn start() -> Self {
        Self::start_with("").await
    }

    /// Starts a server with `extra` lines in its configuration, such as `authorization { … }`.
    pub async fn start_with(extra: &str) -> Self {
        Self::start_named("test", extra).await
    }

    /// Starts a server called `name`, with `extra` lines in its configuration.
    pub async fn start_named(name: &str, extra: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let store = folder.path().join("js");
        Self::start_at(folder, &store, &format!("server_name: {name}\n{extra}")).await
    }

    /// Starts a server that stores everything in `store`.
    pub async fn start_in(store: &Path) -> Self {
        Self::start_at(TempDir::new().expect("a temporary folder"), store, "server_name: test")
            .await
    }

    async fn start_at(folder: TempDir, store: &Path, extra: &str) -> Self {
        let config = format!(
            "max_payload: 8MB\njetstream {{ store_dir: {:?}, max_file: 8GB, max_mem: 256MB, sync_interval: always }}\n{extra}\n",
            store
        );
        fs::write(folder.path().join("nats.conf"), config).expect("a configuration file");
        let port = free_port();
        let mut child = spawn(folder.path(), port);
        listens(folder.path(), &mut child).await;
        Self { folder, child, port }
    }

    /// Where clients connect, without credentials.
    #[must_use]
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// The port that clients connect to.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The server's process id.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Kills the server as `kill -9` does.
    pub fn kill(&mut self) {
        self.child.kill().expect("the server can be killed");
        self.child.wait().expect("the server can be waited for");
    }

    /// Starts the server again after [`Nats::kill`], on the same port and folder, and waits until it listens.
    pub async fn restart(&mut self) {
        self.child = spawn(self.folder.path(), self.port);
        listens(self.folder.path(), &mut self.child).await;
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(folder: &Path, port: u16) -> Child {
    let program =
        child::find_tool("nats-server").expect("nats-server is installed; run deploy/setup.sh");
    Command::new(program)
        .args(["--config".as_ref(), folder.join("nats.conf").as_os_str()])
        .args(["--addr", "127.0.0.1", "--ports_file_dir"])
        .arg(folder)
        .args(["--port", &port.to_string()])
        .args(["--log".as_ref(), folder.join("nats.log").as_os_str()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("nats-server starts")
}

/// Waits for the file that the server writes once it listens.
async fn listens(folder: &Path, child: &mut Child) {
    let file = folder.join(format!("nats-server_{}.ports", child.id()));
    let mut ended = None;
    eventually_within(Duration::from_secs(20), "nats-server listens", || {
        ended = child.try_wait().expect("the server can be asked for");
        let listens = file.exists();
        async move { (listens || ended.is_some()).then_some(()) }
    })
    .await;
    if let Some(status) = ended {
        let log = fs::read_to_string(folder.join("nats.log")).unwrap_or_default();
        panic!("nats-server ended with {status} instead of listening:\n{log}");
    }
}
