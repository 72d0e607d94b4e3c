//! The window: follows the facts, keeps one view per book, and shows it over HTTP. It changes nothing.

pub mod board;
mod http;
mod shelf;
mod track_books;

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use blobs::Blobs;
use bus::{Bus, Trace};
use chassis::{Exit, Health, OrExit as _};
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use tracing::info;

use crate::shelf::Shelf;

/// How often readiness is looked at.
const HEALTH: Duration = Duration::from_secs(1);

/// What progress needs to know.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How to reach the broker.
    pub nats: bus::Config,
    /// Where the audiobooks are.
    pub blobs: blobs::Config,
    /// What is logged.
    pub telemetry: chassis::Telemetry,
    /// Progress's own settings.
    pub progress: Progress,
}

/// Progress's own settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Progress {
    /// Where to serve HTTP: an address and port, or `off`.
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

/// As [`run`]; `bound` is told where HTTP is served.
pub async fn run_at(
    config: Config,
    bound: impl FnOnce(SocketAddr) + Send,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let listen = address(&config.progress.listen).or_exit(Exit::Config)?;
    let trace = Trace { current: chassis::trace::current, adopt: chassis::trace::adopt };
    let bus = Bus::connect(&config.nats, "progress", trace).await.or_exit(Exit::Unreachable)?;
    let blobs = Blobs::open(&config.blobs, bus.client()).await.or_exit(Exit::Config)?;
    if config.nats.provision {
        blobs.provision(config.nats.replicas).await.or_exit(Exit::Unreachable)?;
    }
    let (shelf, health) = (Shelf::new(), Health::default());
    let parts = stop.child_token();
    // Dropped on the first failure, which ends the other parts.
    let ended = tokio::try_join!(
        async { track_books::track_books(&bus, &shelf, &parts).await.or_exit(Exit::TryAgain) },
        async { bus.denied(&parts).await.or_exit(Exit::NotPermitted) },
        watch_health(&bus, &health, &parts),
        serve(listen, http::Api::new(&shelf, &bus, &blobs, &parts), &health, bound, &parts),
    );
    parts.cancel();
    bus.close().await;
    ended.map(|_| ())
}

async fn serve(
    listen: Option<SocketAddr>,
    api: http::Api,
    health: &Health,
    bound: impl FnOnce(SocketAddr) + Send,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let Some(listen) = listen else {
        stop.cancelled().await;
        return Ok(());
    };
    let router = http::routes(api).merge(health.routes());
    chassis::serve_http(listen, router, bound, stop.clone()).await
}

/// Keeps saying whether the broker can be reached.
async fn watch_health(bus: &Bus, health: &Health, stop: &CancellationToken) -> anyhow::Result<()> {
    loop {
        let broker = bus.is_connected();
        health.set("broker", broker.then_some(()).ok_or_else(|| "cannot be reached".to_owned()));
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            () = tokio::time::sleep(HEALTH) => {}
        }
    }
}

fn address(listen: &str) -> anyhow::Result<Option<SocketAddr>> {
    if listen == "off" {
        return Ok(None);
    }
    listen.parse().map(Some).with_context(|| {
        format!("progress.listen is `{listen}`; write an address and port such as 127.0.0.1:8080, or off")
    })
}
