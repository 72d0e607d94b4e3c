//! A connection to the broker, for one verb.

use std::path::Path;
use std::time::Duration;

use blobs::Blobs;
use bus::Bus;
use chassis::{Exit, exit_of, one_line};
use keeper::DataFolder;
use keeper::PrivateBroker;
use serde_json::json;
use service::{Connections, OrItsExit as _, connect};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;
use upkeep::Retention;

use super::{broker_error, connect_error};
use crate::cli::RemoteArgs;
use crate::config::Config;
use crate::output;

/// How long a submission waits for a broker that does not answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Time between two tries.
const AGAIN: Duration = Duration::from_secs(1);

/// What a verb works with.
#[derive(Debug)]
pub(crate) struct Session {
    /// Jobs, facts and views.
    pub bus: Bus,
    /// The bytes.
    pub blobs: Blobs,
    /// Whether results are to be JSON.
    pub json: bool,
    /// How long what ended books have left behind is kept.
    pub retention: Retention,
    private: Option<PrivateBroker>,
    replicas: usize,
    may_provision: bool,
}

impl Session {
    /// Connects to the broker that the settings and flags name.
    pub(crate) async fn open(
        data: Option<&Path>,
        config: Config,
        remote: RemoteArgs,
    ) -> anyhow::Result<Self> {
        let may_provision = config.nats.provision;
        let mut nats = bus::Config { provision: false, ..config.nats };
        let mut private = None;
        if remote.private {
            let broker = PrivateBroker::join(&DataFolder::open(data)?).await?;
            nats = bus::Config { provision: true, ..broker.config.clone() };
            private = Some(broker);
        } else if let Some(url) = remote.nats {
            nats.url = url;
        }
        let replicas = nats.replicas;
        // The private server always has its own store, whatever the settings say.
        let place = if private.is_some() { blobs::Config::default() } else { config.blobs };
        let Connections { bus, blobs, .. } =
            connect("lector", &nats, &place).await.map_err(connect_error)?;
        let retention = config.retention;
        Ok(Self { bus, blobs, json: remote.json, retention, private, replicas, may_provision })
    }

    /// Creates missing streams and buckets, if the settings let services do so: a submission may come before the services have started.
    pub(crate) async fn prepare(&self) -> anyhow::Result<()> {
        if !self.may_provision {
            return Ok(());
        }
        let end = Instant::now() + PATIENCE;
        loop {
            let error = match self.ensure().await {
                Ok(()) => return Ok(()),
                Err(error) => error,
            };
            // As when the leader of a cluster has just failed, or the server that we are connected to was stopped.
            let may_pass = matches!(exit_of(&error), Exit::Unreachable | Exit::Io);
            if !may_pass || Instant::now() > end {
                return Err(error);
            }
            output::tell(&format!("{}; trying again", one_line(&error)));
            sleep(AGAIN).await;
        }
    }

    async fn ensure(&self) -> anyhow::Result<()> {
        self.bus.restore().await.map_err(broker_error)?;
        self.blobs.ensure(self.replicas).await.map(drop).or_its_exit()
    }

    /// Creates what is missing on the broker, and changes what differs from the settings.
    pub(crate) async fn provision(&self) -> anyhow::Result<()> {
        self.bus.provision().await.map_err(broker_error)?;
        self.blobs.provision(self.replicas).await.or_its_exit()
    }

    /// Closes the connection, and leaves the private server.
    pub(crate) async fn close(self) {
        self.bus.close().await;
        if let Some(broker) = self.private {
            broker.leave().await;
        }
    }
}

/// Runs the private server until `stop`, and prints how to connect to it.
pub(crate) async fn keep_broker(
    folder: DataFolder,
    json: bool,
    stop: CancellationToken,
) -> anyhow::Result<Exit> {
    let mut broker = PrivateBroker::join(&folder).await?;
    let nats = &broker.config;
    let (user, password) = (nats.user.as_deref(), nats.password.as_deref());
    if json {
        output::say_json(&json!({ "url": nats.url, "user": user, "password": password }))?;
    } else {
        let (user, password) = (user.unwrap_or_default(), password.unwrap_or_default());
        output::say(&format!("nats --server {} --user {user} --password {password}", nats.url));
        output::tell("Running until Ctrl-C.");
    }
    let lost = tokio::select! {
        () = broker.lost() => true,
        () = stop.cancelled() => false,
    };
    if lost {
        anyhow::bail!("the private nats-server has ended");
    }
    broker.leave().await;
    Ok(Exit::Interrupted)
}
