//! The four services, in this process.

use std::path::Path;

use chassis::{Exit, OrExit as _};
use tokio_util::sync::CancellationToken;

/// Time to finish running work after an interruption; short, because the user waits.
const GRACE_SECONDS: f64 = 2.0;

/// Seconds between the services' sweeps, which only matter when an event was missed.
const SWEEP_SECONDS: f64 = 2.0;

/// The settings of all services.
#[derive(Debug, Clone)]
pub(crate) struct Services {
    /// Ingest's settings, which decide how books are read.
    pub ingest: ingest::Config,
    /// The worker's settings, which decide which engines are found.
    pub worker: synth_worker::Config,
    /// The assembler's settings, which decide how the speech is joined.
    pub assembler: assembler::Config,
    progress: progress::Config,
}

impl Services {
    /// Reads the user's settings, and overrides those that make no sense in one process.
    pub(crate) fn load(file: Option<&Path>, workers: Option<u32>) -> anyhow::Result<Self> {
        let mut all = Self {
            ingest: chassis::load(file, &[]).or_exit(Exit::Config)?,
            worker: chassis::load(file, &[]).or_exit(Exit::Config)?,
            assembler: chassis::load(file, &[]).or_exit(Exit::Config)?,
            progress: chassis::load(file, &[]).or_exit(Exit::Config)?,
        };
        "off".clone_into(&mut all.ingest.ingest.listen);
        "off".clone_into(&mut all.worker.worker.listen);
        "off".clone_into(&mut all.assembler.assembler.listen);
        "off".clone_into(&mut all.progress.progress.listen);
        // Delivery is for the services of a broker; here, `--library` says where to deliver to.
        all.assembler.assembler.delivery = assembler::DeliverySettings {
            layout: all.assembler.assembler.delivery.layout,
            ..assembler::DeliverySettings::default()
        };
        all.ingest.ingest.grace_seconds = GRACE_SECONDS;
        all.worker.worker.grace_seconds = GRACE_SECONDS;
        all.assembler.assembler.grace_seconds = GRACE_SECONDS;
        all.ingest.ingest.sweep_seconds = SWEEP_SECONDS;
        all.assembler.assembler.sweep_seconds = SWEEP_SECONDS;
        if let Some(workers) = workers {
            all.worker.worker.slots = usize::try_from(workers)?;
        }
        Ok(all)
    }

    /// Runs them on the broker at `nats` until `stop`; the first that fails stops the others.
    pub(crate) async fn run(
        &self,
        nats: &bus::Config,
        stop: &CancellationToken,
    ) -> anyhow::Result<()> {
        let stop = stop.child_token();
        let mut all = self.clone();
        for (config, blobs) in [
            (&mut all.ingest.nats, &mut all.ingest.blobs),
            (&mut all.worker.nats, &mut all.worker.blobs),
            (&mut all.assembler.nats, &mut all.assembler.blobs),
            (&mut all.progress.nats, &mut all.progress.blobs),
        ] {
            config.clone_from(nats);
            *blobs = blobs::Config::default();
        }
        let parts = tokio::join!(
            part(ingest::run(all.ingest, stop.clone()), &stop),
            part(synth_worker::run(all.worker, stop.clone()), &stop),
            part(assembler::run(all.assembler, stop.clone()), &stop),
            part(progress::run(all.progress, stop.clone()), &stop),
        );
        parts.0.and(parts.1).and(parts.2).and(parts.3)
    }
}

async fn part(
    service: impl Future<Output = anyhow::Result<()>>,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let ended = Box::pin(service).await;
    stop.cancel();
    ended
}
