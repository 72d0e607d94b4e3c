//! A proxy between client and server with a line that can be cut, muted, slow, thin, or broken again and again.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

/// Bytes that are carried at once.
const PIECE: usize = 16 * 1024;

/// Pieces that may be under way in one direction.
const UNDER_WAY: usize = 256;

/// What the line is like; the usual one carries everything at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whether there is a line at all: without it, connections break and new ones are refused.
    pub whole: bool,
    /// Whether what the client sends arrives; what is held back arrives once it does.
    pub to_server: bool,
    /// Whether what the server sends arrives.
    pub to_client: bool,
    /// How long a byte is under way, in each direction.
    pub latency: Duration,
    /// How much goes through each direction of a connection.
    pub bytes_per_second: Option<u32>,
    /// After how many bytes in one direction a connection is reset.
    pub reset_after: Option<u64>,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            whole: true,
            to_server: true,
            to_client: true,
            latency: Duration::ZERO,
            bytes_per_second: None,
            reset_after: None,
        }
    }
}

/// A TCP proxy in front of a server.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    line: Arc<watch::Sender<Line>>,
    _tasks: JoinSet<()>,
}

impl Proxy {
    /// Starts a proxy in front of `127.0.0.1:port`.
    pub async fn start(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let own_port = listener.local_addr().expect("an address").port();
        let line = Arc::new(watch::Sender::new(Line::default()));
        let mut tasks = JoinSet::new();
        tasks.spawn(accept(listener, port, Arc::clone(&line)));
        Self { port: own_port, line, _tasks: tasks }
    }

    /// Where clients connect.
    #[must_use]
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// The port of [`Proxy::url`].
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Changes the line, also under connections that there are.
    pub fn set(&self, line: Line) {
        self.line.send_replace(line);
    }

    /// Breaks every connection, and refuses new ones until [`Proxy::heal`].
    pub fn cut(&self) {
        self.set(Line { whole: false, ..Line::default() });
    }

    /// Carries nothing any more and breaks nothing, as a network that loses every packet.
    pub fn mute(&self) {
        self.set(Line { to_server: false, to_client: false, ..Line::default() });
    }

    /// Carries everything again.
    pub fn heal(&self) {
        self.set(Line::default());
    }
}

async fn accept(listener: TcpListener, port: u16, line: Arc<watch::Sender<Line>>) {
    let mut connections = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        connections.spawn(carry(client, port, line.subscribe()));
    }
}

async fn carry(client: TcpStream, port: u16, line: watch::Receiver<Line>) {
    if !line.borrow().whole {
        return;
    }
    let Ok(server) = TcpStream::connect(("127.0.0.1", port)).await else { return };
    let mut broken = line.clone();
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let up = direction(from_client, to_server, line.clone(), Way::Up);
    let down = direction(from_server, to_client, line, Way::Down);
    tokio::select! {
        () = up => {}
        () = down => {}
        _ = broken.wait_for(|line| !line.whole) => {}
    }
}

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// To the server.
    Up,
    /// To the client.
    Down,
}

/// Carries one direction of a connection until an end closes it, or it is reset.
async fn direction(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut line: watch::Receiver<Line>,
    way: Way,
) {
    let (send, mut pieces) = mpsc::channel::<(Instant, Vec<u8>)>(UNDER_WAY);
    let reading = async move {
        let mut buffer = vec![0; PIECE];
        while let Ok(read @ 1..) = from.read(&mut buffer).await {
            if send.send((Instant::now(), buffer[..read].to_vec())).await.is_err() {
                return;
            }
        }
    };
    let writing = async move {
        let mut carried = 0;
        while let Some((read_at, piece)) = pieces.recv().await {
            let open = |line: &Line| if way == Way::Up { line.to_server } else { line.to_client };
            let Ok(now) = line.wait_for(open).await.map(|line| line.clone()) else { return };
            sleep_until(read_at + now.latency).await;
            if let Some(rate) = now.bytes_per_second {
                let seconds = f64::from(u32::try_from(piece.len()).unwrap_or(u32::MAX));
                sleep(Duration::from_secs_f64(seconds / f64::from(rate.max(1)))).await;
            }
            carried += piece.len() as u64;
            let is_reset = now.reset_after.is_some_and(|most| carried > most);
            if is_reset || to.write_all(&piece).await.is_err() {
                return;
            }
        }
    };
    // The reader stops when nothing is left that would be written; what was read is written to the end.
    tokio::pin!(writing);
    tokio::select! {
        () = &mut writing => {}
        () = reading => writing.await,
    }
}
