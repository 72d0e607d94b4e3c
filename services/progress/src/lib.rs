//! The progress service: follows the facts, keeps one view per book, and serves views, a web page and finished files over HTTP.

mod http;
mod live_views;
pub mod projection;
mod track_books;
mod watch_trouble;

use std::net::SocketAddr;

use chassis::Health;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use service::{OrItsExit as _, connect_service, listen_address, serve};
use tokio_util::sync::CancellationToken;
use tracing::info;

use crate::live_views::LiveViews;

/// The configuration of progress.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How to reach the broker.
    pub nats: bus::Config,
    /// Where blobs are stored: books, plans, speech and audiobooks.
    pub blobs: blobs::Config,
    /// Logs and traces.
    pub telemetry: chassis::Telemetry,
    /// Progress's own settings.
    pub progress: Progress,
}

/// Progress's own settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Progress {
    /// Address and port where HTTP is served, or `off`.
    pub listen: String,
}

impl Default for Progress {
    fn default() -> Self {
        Self { listen: "127.0.0.1:8080".to_owned() }
    }
}

/// Follows and serves until `stop`.
///
/// Boxed, so that it is compiled once, here, and not in every program that runs it.
pub fn run(config: Config, stop: CancellationToken) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(run_at(config, |at| info!("the page is at http://{at}/"), stop))
}

/// As [`run`]; `bound` is called with the address where HTTP is served.
pub async fn run_at(
    config: Config,
    bound: impl FnOnce(SocketAddr) + Send,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let listen =
        listen_address("progress.listen", &config.progress.listen, &Progress::default().listen)?;
    let connected = connect_service("progress", &config.nats, &config.blobs, listen, &stop).await;
    let Some(connections) = connected.or_its_exit()? else { return Ok(()) };
    let bus = &connections.bus;
    let (live, health, stop) = (LiveViews::new(), Health::default(), stop.child_token());
    health.set(track_books::VIEWS, Err("the views of books are being read".to_owned()));
    let track = async { track_books::track_books(bus, &live, &health, &stop).await.or_its_exit() };
    let routes = http::routes(http::Api::new(&live, bus, &connections.blobs, &stop));
    let parts = vec![
        track.boxed(),
        watch_trouble::watch_trouble(bus, &live, &stop).map(Ok).boxed(),
        serve(listen, routes, &health, bound, stop.clone()).boxed(),
    ];
    service::run(&connections, &health, parts, &stop).await
}
