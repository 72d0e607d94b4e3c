//! The ingest service: accepts books by HTTP upload and `book.submit`, reads and plans them, and releases their segments as jobs.

mod cancel_book;
mod check_cover;
mod command_context;
mod commands;
mod config;
mod cover_override;
mod failed;
mod fetch;
mod http;
mod inspect;
mod language_warnings;
mod leftovers;
mod plan_book;
mod read_again;
mod reader;
mod release;
mod retry_book;
mod revise_book;
mod revisions;
mod same_book;
mod store;
mod voice_shelf;
mod voices;

use std::sync::Arc;

use bus::{Intake, Queue};
use chassis::{Exit, Health, OrExit as _};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use service::{
    Connections, HostHealth, OrItsExit as _, StoreHealth, connect_service, listen_address,
};
use tokio_util::sync::CancellationToken;
use tracing::info;

use crate::command_context::CommandContext;
pub use crate::config::{Config, Ingest};
use crate::http::{UploadApi, cleaner};
pub use crate::inspect::{check_book, inspect_book};
use crate::leftovers::remove_leftovers;
use crate::reader::BookReader;
pub use crate::reader::read_main;
pub use crate::same_book::{SameBookError, submitted_anew, submitted_before};
pub use crate::voice_shelf::{add_voice, remove_voice};
pub use crate::voices::{
    BEST_VOICE, SettleVoiceError, default_voice, settle_voice, settle_voices, voices,
};

/// What waits while the store or this machine is in trouble, for the log.
const WAITING: &str = "commands about books";

/// Runs ingest until `stop`.
///
/// Boxed, so that it is compiled once, here, and not in every program that runs it.
pub fn run(config: Config, stop: CancellationToken) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(run_until(config, stop))
}

async fn run_until(config: Config, stop: CancellationToken) -> anyhow::Result<()> {
    let settings = Arc::new(config.ingest);
    settings.check().or_exit(Exit::Config)?;
    let example = Ingest::default().listen;
    let listen = listen_address("ingest.listen", &settings.listen, &example)?;
    let who = format!("ingest-{}", std::process::id());
    let connected = connect_service(&who, &config.nats, &config.blobs, listen, &stop).await;
    let Some(connections) = connected.or_its_exit()? else { return Ok(()) };
    let Connections { bus, blobs, .. } = &connections;
    let (health, stop) = (Health::default(), stop.child_token());
    let store = Arc::new(StoreHealth::new(WAITING, health.clone()));
    let handler = CommandContext {
        bus: bus.clone(),
        blobs: blobs.clone(),
        settings: Arc::clone(&settings),
        reader: BookReader::new(&settings),
        store: Arc::clone(&store),
        host: HostHealth::new(WAITING, std::env::temp_dir(), health.clone()),
    };
    let (slots, grace) = (settings.slots, settings.grace());
    let serve = bus.serve(Intake::all(Queue::Books, slots), Arc::new(handler), grace, stop.clone());
    let (dropped, abandoned) = cleaner();
    let api = UploadApi::new(bus.clone(), blobs.clone(), Arc::clone(&store), &settings, dropped);
    let bound = |address| info!("accepting books at http://{address}/v1/books");
    let release = release::release(bus.clone(), blobs.clone(), store, settings, stop.clone());
    let parts = vec![
        async { serve.await.or_its_exit() }.boxed(),
        release.boxed(),
        service::serve(listen, api.routes(), &health, bound, stop.clone()).boxed(),
        abandoned.clean(blobs.clone(), stop.clone()).map(Ok).boxed(),
        remove_leftovers(blobs.clone(), stop.clone()).map(Ok).boxed(),
    ];
    service::run(&connections, &health, parts, &stop).await
}
