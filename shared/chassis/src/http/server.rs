//! Serves connections: never more than the process has files for, and none that only holds its seat.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONNECTION, RETRY_AFTER};
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse as _, Json, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use super::body::{HeldBody, TimedBody};
use super::line::TimedLine;
use super::seats::{Seat, Seats};
use crate::Seldom;

/// How long a client may take to send the head of a request, and to send the next one.
const HEAD_LIMIT: Duration = Duration::from_secs(20);

/// Delay before a failed `accept` is tried again.
const AGAIN: Duration = Duration::from_millis(200);

/// Addresses that are answered however much is going on.
const HEALTH: [&str; 4] = ["/livez", "/readyz", "/health", "/metrics"];

/// Accepts and serves connections until `stop`, and then waits for requests in flight.
pub(super) async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) {
    let seats = Arc::new(Seats::of_this_process());
    let router = TowerToHyperService::new(router);
    let (mut running, seldom) = (JoinSet::new(), Seldom::default());
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            Some(_) = running.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((line, _)) => {
                let seat = seats.take();
                running.spawn(serve_one(line, seat, router.clone(), stop.clone()));
            }
            Err(error) => {
                if !is_of_the_client(&error) && seldom.may_say("accept") {
                    warn!("cannot accept connections, trying again: {error}");
                }
                tokio::time::sleep(AGAIN).await;
            }
        }
    }
    while running.join_next().await.is_some() {}
}

fn is_of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Serves one connection, until its end or until it has to give way.
async fn serve_one(
    line: TcpStream,
    seat: Seat,
    router: TowerToHyperService<Router>,
    stop: CancellationToken,
) {
    let seat = Arc::new(seat);
    let ours = Arc::clone(&seat);
    let service = service_fn(move |request| answer(router.clone(), Arc::clone(&ours), request));
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_LIMIT);
    let connection = builder.serve_connection(TokioIo::new(TimedLine::new(line)), service);
    tokio::pin!(connection);
    tokio::select! {
        // What is wrong with a connection is the client's concern.
        _ = &mut connection => return,
        () = seat.gives_way() => return,
        () = stop.cancelled() => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

/// Answers a request; a client that has to wait is told so.
async fn answer(
    router: TowerToHyperService<Router>,
    seat: Arc<Seat>,
    request: Request<Incoming>,
) -> Result<Response, Infallible> {
    let is_health = HEALTH.contains(&request.uri().path());
    let Some(busy) = seat.begin(is_health) else { return Ok(too_busy()) };
    let request = request.map(|body| Body::new(TimedBody::new(body)));
    let answer = router.call(request).await?;
    Ok(answer.map(|body| Body::new(HeldBody::new(body, busy))))
}

fn too_busy() -> Response {
    let headers = [(RETRY_AFTER, "5"), (CONNECTION, "close")];
    let body = json!({
        "title": "too many requests at once",
        "detail": "as many requests as this process has room for are being answered",
        "hint": "try again in a few seconds",
    });
    (StatusCode::SERVICE_UNAVAILABLE, headers, Json(body)).into_response()
}
