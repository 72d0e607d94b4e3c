//! One client of the keeper, from its secret to its end.

use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::address::{GOODBYE, WELCOME};

/// How long a connection may take to show the secret.
const INTRODUCTION: Duration = Duration::from_secs(2);

/// A connection that ended.
#[derive(Debug)]
pub(crate) struct GoneClient {
    /// Whether it knew the secret.
    pub was_client: bool,
    /// Still open, where the client waits to see the server's end.
    pub waits: Option<TcpStream>,
}

/// Attends to a connection until its other side says goodbye or is gone.
pub(crate) async fn attend(stream: TcpStream, secret: &str) -> GoneClient {
    let stranger = GoneClient { was_client: false, waits: None };
    let mut stream = BufReader::new(stream);
    let Ok(Ok(said)) = timeout(INTRODUCTION, line(&mut stream)).await else { return stranger };
    if said.trim_end() != secret || stream.write_all(WELCOME.as_bytes()).await.is_err() {
        return stranger;
    }
    match line(&mut stream).await {
        Ok(said) if said == GOODBYE => {
            GoneClient { was_client: true, waits: Some(stream.into_inner()) }
        }
        Ok(_) | Err(_) => GoneClient { was_client: true, waits: None },
    }
}

/// Reads one line; what is longer than any line of ours ends it.
async fn line(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    use tokio::io::AsyncReadExt as _;
    let mut said = String::new();
    stream.take(200).read_line(&mut said).await?;
    Ok(said)
}
