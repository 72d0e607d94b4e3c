//! The synth worker: takes synthesis jobs, speaks them with engines in child processes, and stores the speech.

mod activity;
mod config;
mod describe;
mod engine_child;
mod engine_pool;
mod engine_process;
mod fetch_ahead;
mod gpu_memory;
mod http;
mod message;
mod metrics;
mod name;
mod offer;
mod presence;
mod slot_limit;
mod speak_segment;
mod speech_info;
mod speech_store;
mod spoken_fact;
mod voice_cache;

use std::net::SocketAddr;
use std::sync::Arc;

use bus::Intake;
use chassis::{Exit, Health, OrExit as _, Seldom};
use contract::Engine;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use service::{Connections, HostHealth, OrItsExit as _, connect_service, listen_address};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};
use voice::SpeakingRates;

pub use config::{Config, Sim, Worker};
pub use describe::describe_voice;
pub use engine_child::{LoadEngine, engine_main, load_engine, run_engine};
pub use engine_pool::EnginePool;
pub use engine_process::{Error, SynthesisResult};
pub use message::Hello;
pub use offer::{Offer, engines_available};
pub use voice_cache::{VoiceCache, VoiceUnavailable};

use activity::{Activity, Identity};
use fetch_ahead::FetchAhead;
use slot_limit::SlotLimit;
use speak_segment::SpeakSegment;
use speech_store::SpeechStore;

/// Runs a worker until `stop`; then it finishes the segments that it speaks, or hands them back.
///
/// Boxed, so that it is compiled once, here, and not in every program that runs it.
pub fn run(config: Config, stop: CancellationToken) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(run_until(config, stop))
}

async fn run_until(mut config: Config, stop: CancellationToken) -> anyhow::Result<()> {
    let name = name::unique(&config.worker.name);
    let offer = engines_available(&config.worker).await;
    let health = Health::default();
    report(&offer, &health);
    let example = Worker::default().listen;
    let listen = listen_address("worker.listen", &config.worker.listen, &example)?;
    if let Some(unmet) = &offer.unmet {
        return Err(anyhow::anyhow!("{unmet}")).or_exit(Exit::Config);
    }
    if let (0, Some(device)) = (config.worker.slots, voice::graphics_card(&offer.runs_on)) {
        config.worker.slots =
            gpu_memory::slots(gpu_memory::free_mib(device).await, config.worker.slots());
    }
    let connected = connect_service(&name, &config.nats, &config.blobs, listen, &stop).await;
    let Some(connections) = connected.or_its_exit()? else { return Ok(()) };
    let voices = VoiceCache::new(config.worker.voices_folder.as_deref());
    let identity = Identity {
        worker: name.clone(),
        engines: offer.available.iter().map(|(_, made_by)| made_by.clone()).collect(),
        runs_on: offer.runs_on.clone(),
        fell_back: offer.fell_back.clone(),
        is_degraded: !offer.missing.is_empty() || offer.fell_back.is_some(),
    };
    let engines = EnginePool::new(config.worker.clone());
    engines.found(&offer.runs_on);
    let slots = Arc::new(SlotLimit::new(config.worker.slots()));
    let worker = ConnectedWorker {
        offer,
        engines: Arc::new(engines),
        activity: Arc::new(Activity::new(identity, Arc::clone(&slots))),
        slots,
        worker: config.worker,
        voices: Arc::new(voices),
        connections,
        health,
        listen,
    };
    info!("worker {name} speaks up to {} segments at once", worker.worker.slots());
    worker.run(stop).await
}

/// A worker that is connected.
struct ConnectedWorker {
    worker: Worker,
    offer: Offer,
    connections: Connections,
    engines: Arc<EnginePool>,
    voices: Arc<VoiceCache>,
    activity: Arc<Activity>,
    slots: Arc<SlotLimit>,
    health: Health,
    listen: Option<SocketAddr>,
}

impl ConnectedWorker {
    async fn run(self, stop: CancellationToken) -> anyhow::Result<()> {
        let stop = stop.child_token();
        // Presence and status go on after the stop signal: they show that the worker is draining.
        let ended = CancellationToken::new();
        let speaking = async {
            let result = self.speak(stop.clone()).await;
            stop.cancel();
            self.engines.close().await;
            ended.cancel();
            result
        };
        let state = http::StatusState {
            activity: Arc::clone(&self.activity),
            engines: Arc::clone(&self.engines),
            health: self.health.clone(),
        };
        let Self { connections, activity, engines, health, .. } = &self;
        let presence =
            presence::presence(&connections.bus, activity, engines, health, ended.clone());
        let parts = vec![
            speaking.boxed(),
            http::serve(self.listen, state, ended.clone()).boxed(),
            presence.map(Ok).boxed(),
            self.publish_voice(&stop).map(Ok).boxed(),
            self.drain(&stop).map(Ok).boxed(),
        ];
        service::run(&self.connections, &self.health, parts, &stop).await
    }

    async fn speak(&self, stop: CancellationToken) -> anyhow::Result<()> {
        let ahead = FetchAhead::new(self.worker.slots());
        // More than there are slots are fetched, so that no engine waits while a speech is stored and the next job fetched.
        let engines = self.offer.available.iter().map(|(engine, _)| *engine);
        let intake = Intake::segments(engines, ahead.most()).limited(ahead.limit());
        let Connections { bus, blobs, .. } = &self.connections;
        let handler = SpeakSegment {
            bus: bus.clone(),
            store: SpeechStore::new(blobs.clone(), self.health.clone()),
            blobs: blobs.clone(),
            rates: SpeakingRates::default(),
            voices: Arc::clone(&self.voices),
            offer: self.offer.clone(),
            engines: Arc::clone(&self.engines),
            activity: Arc::clone(&self.activity),
            slots: Arc::clone(&self.slots),
            ahead,
            is_compact: self.worker.compact_speech,
            host: HostHealth::new("segments", std::env::temp_dir(), self.health.clone()),
            seldom: Seldom::default(),
        };
        let served = bus.serve(intake, Arc::new(handler), self.worker.grace(), stop);
        served.await.or_its_exit()
    }

    /// Stores the built-in voice for workers of other releases, beside the work: it has ten megabytes, and lines can be thin.
    async fn publish_voice(&self, stop: &CancellationToken) {
        let published = self.voices.publish(&self.connections.blobs);
        if let Some(Err(trouble)) = stop.run_until_cancelled(published).await {
            warn!("cannot store the built-in voice for workers of other releases: {trouble}");
        }
    }

    async fn drain(&self, stop: &CancellationToken) {
        stop.cancelled().await;
        self.activity.drain();
        self.health.set("worker", Err("the worker is stopping".to_owned()));
    }
}

fn report(offer: &Offer, health: &Health) {
    for (engine, made_by) in &offer.available {
        info!("offering engine {}: {made_by}", engine.name());
    }
    for (engine, why) in &offer.missing {
        warn!("not offering engine {}: {why}", engine.name());
    }
    if let Some(why) = &offer.fell_back {
        warn!("{why}");
    }
    let missing: Vec<&str> = offer.missing.iter().map(|(_, why)| why.as_str()).collect();
    // A worker with one engine can work; only one without any is not ready.
    let speaks = offer.available.iter().any(|(engine, _)| *engine != Engine::Sim);
    let state = if missing.is_empty() || speaks { Ok(()) } else { Err(missing.join("; ")) };
    health.set("engines", state);
}
