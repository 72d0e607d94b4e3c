//! A web server with prepared answers that records its requests.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::RANGE;
use axum::http::{HeaderMap, Response, Uri};
use contract::Digest;
use futures::stream::{self, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// The commit of all files of the hub.
pub(super) const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

#[derive(Debug, Clone)]
pub(super) enum Answer {
    Bytes(Vec<u8>),
    /// Bytes without a content length.
    Streamed(Vec<u8>),
    /// Some bytes, and then never another one.
    Stalled(Vec<u8>),
    /// The first of many bytes, and then the connection breaks.
    Broken(Vec<u8>),
    /// A redirect.
    To(String),
    /// A page, and the address of the next one.
    Page(Value, String),
    Status(u16),
}

#[derive(Debug, Default)]
struct Told {
    answers: BTreeMap<String, Answer>,
    asked: Vec<String>,
}

pub(super) struct StandIn {
    /// Its origin, such as `http://127.0.0.1:4567`.
    pub url: String,
    told: Arc<Mutex<Told>>,
    _server: JoinSet<()>,
}

impl StandIn {
    pub(super) async fn start() -> Self {
        let told = Arc::<Mutex<Told>>::default();
        let router = Router::new().fallback(answer).with_state(told.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let mut server = JoinSet::new();
        server.spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, told, _server: server }
    }

    /// Sets the answer at a path.
    pub(super) fn tell(&self, path: &str, answer: Answer) {
        self.told.lock().unwrap().answers.insert(path.to_owned(), answer);
    }

    /// The requests so far, in order.
    pub(super) fn asked(&self) -> Vec<String> {
        self.told.lock().unwrap().asked.clone()
    }

    /// Makes it a hub with the repository `ann/k` of these files: models and styles lie at the `cdn`, as large files do.
    pub(super) fn hold(&self, cdn: &Self, files: &[(&str, &[u8])]) {
        let info = json!({ "sha": COMMIT, "cardData": { "license": "apache-2.0" } });
        self.tell("/api/models/ann/k/revision/main", Answer::Bytes(info.to_string().into()));
        let lines: Vec<Value> = files.iter().map(|(path, bytes)| line(path, bytes)).collect();
        self.list(&json!(lines));
        for (path, bytes) in files {
            let here = format!("/ann/k/resolve/{COMMIT}/{path}");
            if is_large(path) {
                let there = format!("/blobs/{}", Digest::of(bytes));
                self.tell(&here, Answer::To(format!("{}{there}?sign=hush", cdn.url)));
                cdn.tell(&there, Answer::Bytes(bytes.to_vec()));
            } else {
                self.tell(&here, Answer::Bytes(bytes.to_vec()));
            }
        }
    }

    /// Sets the listing of the whole repository.
    pub(super) fn list(&self, lines: &Value) {
        let path = format!("/api/models/ann/k/tree/{COMMIT}");
        self.tell(&path, Answer::Bytes(lines.to_string().into()));
    }
}

/// A line of a listing, as the hub documents it.
pub(super) fn line(path: &str, bytes: &[u8]) -> Value {
    let (oid, size) = ("c0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ff", bytes.len());
    if !is_large(path) {
        return json!({ "type": "file", "oid": oid, "size": size, "path": path });
    }
    let lfs = json!({ "oid": Digest::of(bytes).to_string(), "size": size, "pointerSize": 134 });
    json!({ "type": "file", "oid": oid, "size": size, "lfs": lfs, "path": path })
}

fn is_large(path: &str) -> bool {
    path.ends_with(".onnx") || path.ends_with(".bin")
}

async fn answer(
    State(told): State<Arc<Mutex<Told>>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    let mut told = told.lock().unwrap();
    let range = headers.get(RANGE).map(|range| range.to_str().unwrap());
    let from: Option<usize> = range.map(|range| {
        range.strip_prefix("bytes=").unwrap().strip_suffix('-').unwrap().parse().unwrap()
    });
    told.asked.push(match from {
        Some(from) => format!("{} from {from}", uri.path()),
        None => uri.path().to_owned(),
    });
    let response = Response::builder();
    let part = |bytes: Vec<u8>| stream::iter([Ok::<_, std::io::Error>(bytes)]);
    let response = match told.answers.get(uri.path()).cloned().unwrap_or(Answer::Status(404)) {
        Answer::Bytes(bytes) => match from {
            Some(from) => response.status(206).body(bytes[from..].to_vec().into()),
            None => response.body(bytes.into()),
        },
        Answer::Streamed(bytes) => response.body(Body::from_stream(part(bytes))),
        Answer::Stalled(bytes) => {
            response.body(Body::from_stream(part(bytes).chain(stream::pending())))
        }
        Answer::Broken(bytes) => {
            // A wait makes the server send what it has so far.
            let end = stream::once(async {
                tokio::task::yield_now().await;
                Err(std::io::Error::other("cut"))
            });
            response.body(Body::from_stream(part(bytes).chain(end)))
        }
        Answer::To(place) => response.status(302).header("location", place).body(Body::empty()),
        Answer::Page(page, next) => {
            let link = format!("<{next}>; rel=\"next\"");
            response.header("link", link).body(page.to_string().into())
        }
        Answer::Status(status) => response.status(status).body("no".into()),
    };
    response.unwrap()
}
