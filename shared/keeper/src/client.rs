//! One client of the keeper, from its secret to its end.

use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::address::{GOODBYE, WELCOME};

/// How long a connection may take to show the secret.
const INTRODUCTION: Duration = Duration::from_secs(2);

/// A connection that has ended.
#[derive(Debug)]
pub(crate) struct GoneClient {
    /// Whether it sent the right secret.
    pub was_client: bool,
    /// Still open if the client left and waits for the server's end.
    pub waits: Option<TcpStream>,
}

/// Handles a connection until the client leaves or its connection closes.
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

/// Reads one line, up to the length of our longest line.
async fn line(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    use tokio::io::AsyncReadExt as _;
    let mut said = String::new();
    stream.take(200).read_line(&mut said).await?;
    Ok(said)
}
