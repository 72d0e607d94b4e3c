//! A real S3 server that keeps its objects in a folder, and that can be slow, throttle, or find our clock wrong.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{Body, HttpError, HttpResponse};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The only bucket.
const BUCKET: &str = "shelf";

/// The only user.
const USER: &str = "reader";

/// The user's secret.
const SECRET: &str = "right";

/// What is wrong with an S3 server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum S3Fault {
    /// Every request is answered with 503 `SlowDown`.
    SlowDown,
    /// Every request is answered only after so long.
    Latency(Duration),
    /// Every request is answered with 403 `RequestTimeTooSkewed`.
    RequestTimeTooSkewed,
}

/// An S3 server with one bucket; it runs as long as this lives.
#[derive(Debug)]
pub struct S3Server {
    folder: TempDir,
    port: u16,
    fault: Arc<watch::Sender<Option<S3Fault>>>,
    _tasks: JoinSet<()>,
}

impl S3Server {
    /// Starts a server.
    pub async fn start() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        std::fs::create_dir(folder.path().join(BUCKET)).expect("a folder for the bucket");
        let files = FileSystem::new(folder.path()).expect("a store in a folder");
        let mut service = S3ServiceBuilder::new(files);
        service.set_auth(SimpleAuth::from_single(USER, SECRET));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let fault = Arc::new(watch::Sender::new(None));
        let mut tasks = JoinSet::new();
        tasks.spawn(accept(listener, service.build(), fault.subscribe()));
        Self { folder, port, fault, _tasks: tasks }
    }

    /// The port that clients connect to.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The folder of the bucket `shelf`.
    #[must_use]
    pub fn bucket(&self) -> PathBuf {
        self.folder.path().join(BUCKET)
    }

    /// Makes something go wrong, or nothing any more.
    pub fn set(&self, fault: Option<S3Fault>) {
        self.fault.send_replace(fault);
    }

    /// Settings of a store with which the server is reached at `port`: its own, or that of a proxy.
    #[must_use]
    pub fn options(port: u16) -> [(&'static str, String); 4] {
        [
            ("aws_endpoint", format!("http://127.0.0.1:{port}")),
            ("aws_access_key_id", USER.to_owned()),
            ("aws_secret_access_key", SECRET.to_owned()),
            ("aws_region", "us-east-1".to_owned()),
        ]
    }
}

async fn accept(
    listener: TcpListener,
    service: S3Service,
    fault: watch::Receiver<Option<S3Fault>>,
) {
    let mut connections = JoinSet::new();
    while let Ok((socket, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        connections.spawn(serve(socket, service.clone(), fault.clone()));
    }
}

async fn serve(socket: TcpStream, service: S3Service, fault: watch::Receiver<Option<S3Fault>>) {
    let answering = service_fn(|request| answer(&service, request, *fault.borrow()));
    // A client that breaks the connection is no fault of the server.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(socket), answering).await;
}

async fn answer(
    service: &S3Service,
    request: Request<Incoming>,
    fault: Option<S3Fault>,
) -> Result<HttpResponse, HttpError> {
    match fault {
        Some(S3Fault::SlowDown) => Ok(refusal(
            StatusCode::SERVICE_UNAVAILABLE,
            "SlowDown",
            "Please reduce your request rate.",
        )),
        Some(S3Fault::RequestTimeTooSkewed) => Ok(refusal(
            StatusCode::FORBIDDEN,
            "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.",
        )),
        Some(S3Fault::Latency(time)) => {
            tokio::time::sleep(time).await;
            hyper::service::Service::call(service, request).await
        }
        None => hyper::service::Service::call(service, request).await,
    }
}

/// An error as S3 writes it.
fn refusal(status: StatusCode, code: &str, message: &str) -> HttpResponse {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    );
    let mut refusal = HttpResponse::new(Body::from(body));
    *refusal.status_mut() = status;
    refusal
}
