//! Stand-ins for other servers.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// A request, as it came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// A web server that answers with a list of status codes, repeating the last one, and records its requests.
pub(crate) struct Server {
    pub(crate) url: String,
    state: Shared,
    _serving: JoinSet<()>,
}

type Shared = Arc<Mutex<(Vec<u16>, Vec<Asked>)>>;

impl Server {
    pub(crate) async fn start(answers: &[u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state: Shared = Arc::new(Mutex::new((answers.to_vec(), vec![])));
        let router = Router::new().fallback(answer).with_state(Arc::clone(&state));
        let mut serving = JoinSet::new();
        serving.spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, state, _serving: serving }
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.state.lock().unwrap().1.clone()
    }

    /// Sets the answers from now on.
    pub(crate) fn answer_with(&self, answers: &[u16]) {
        self.state.lock().unwrap().0 = answers.to_vec();
    }
}

/// A status of 0 means that no answer is sent.
async fn answer(State(state): State<Shared>, request: Request<Body>) -> (StatusCode, String) {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 30).await.unwrap().to_vec();
    let path = parts.uri.path().to_owned();
    let status = {
        let mut state = state.lock().unwrap();
        state.1.push(Asked { path, headers: parts.headers, body });
        if state.0.len() > 1 { state.0.remove(0) } else { state.0[0] }
    };
    if status == 0 {
        std::future::pending::<()>().await;
    }
    (StatusCode::from_u16(status).unwrap(), "a long\nstory".to_owned())
}
