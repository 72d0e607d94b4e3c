//! A broker, the facts' side of it, and any number of progress services.

use std::time::Duration;

use blobs::Blobs;
use bus::{Bus, Trace};
use contract::{BookId, BookView, Fact};
use futures::channel::oneshot;
use progress::{Config, Progress};
use reqwest::{Client, Response};
use serde_json::Value;
use testkit::{Nats, eventually};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

pub(crate) struct World {
    pub(crate) nats: Nats,
    pub(crate) bus: Bus,
    pub(crate) blobs: Blobs,
}

impl World {
    pub(crate) async fn start() -> Self {
        let nats = Nats::start().await;
        let config = config(&nats);
        let bus = Bus::connect(&config.nats, "test", Trace::none()).await.unwrap();
        let blobs = Blobs::open(&config.blobs, bus.client()).await.unwrap();
        blobs.provision(1).await.unwrap();
        Self { nats, bus, blobs }
    }

    /// Starts a progress service.
    pub(crate) async fn progress(&self) -> Running {
        let (config, stop) = (config(&self.nats), CancellationToken::new());
        let (tell, told) = oneshot::channel();
        let mut service = JoinSet::new();
        let until = stop.clone();
        let bound = move |at| tell.send(at).unwrap();
        service.spawn(async move { progress::run_at(config, bound, until).await });
        let address = told.await.expect("progress serves HTTP");
        let _ = rustls::crypto::ring::default_provider().install_default();
        Running { url: format!("http://{address}"), client: Client::new(), stop, service }
    }

    pub(crate) async fn say(&self, facts: impl IntoIterator<Item = Fact>) {
        for fact in facts {
            self.bus.say(&fact).await.unwrap();
        }
    }

    /// Waits until the stored document of `book` meets `wish`.
    pub(crate) async fn document(
        &self,
        book: BookId,
        wish: impl Fn(&BookView) -> bool,
    ) -> BookView {
        let bucket = self.bus.books();
        let wish = &wish;
        eventually("the document of the book", || {
            let bucket = bucket.clone();
            async move { bucket.get(&book.to_string()).await.unwrap().filter(|view| wish(view)) }
        })
        .await
    }

    /// How many times documents have been written.
    pub(crate) async fn writes(&self) -> u64 {
        let answer =
            self.bus.client().request("$JS.API.STREAM.INFO.KV_books", "".into()).await.unwrap();
        let info: Value = serde_json::from_slice(&answer.payload).unwrap();
        info["state"]["last_seq"].as_u64().unwrap()
    }
}

/// A progress service; dropping it ends it as `kill -9` does.
pub(crate) struct Running {
    url: String,
    client: Client,
    stop: CancellationToken,
    service: JoinSet<anyhow::Result<()>>,
}

impl Running {
    pub(crate) async fn get(&self, path: &str) -> Response {
        self.get_with(path, &[]).await
    }

    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = self.client.get(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap()
    }

    pub(crate) async fn head(&self, path: &str) -> Response {
        self.client.head(format!("{}{path}", self.url)).send().await.unwrap()
    }

    pub(crate) async fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.get(path).await.bytes().await.unwrap()).unwrap()
    }

    /// Waits until the answer at `path` meets `wish`.
    pub(crate) async fn answer(&self, path: &str, wish: impl Fn(&Value) -> bool) -> Value {
        let wish = &wish;
        eventually("the answer", || async move { Some(self.json(path).await).filter(wish) }).await
    }

    /// Stops the service and waits for its end.
    pub(crate) async fn stop(mut self) {
        self.stop.cancel();
        let ended = tokio::time::timeout(Duration::from_secs(8), self.service.join_next()).await;
        ended.expect("progress ends soon").unwrap().unwrap().unwrap();
    }
}

fn config(nats: &Nats) -> Config {
    let progress = Progress { listen: "127.0.0.1:0".to_owned() };
    let nats = bus::Config { url: nats.url(), ..bus::Config::default() };
    Config { nats, progress, ..Config::default() }
}
