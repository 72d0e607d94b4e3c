//! The address at which a service listens, if any.

use std::net::SocketAddr;

use anyhow::Context as _;
use axum::Router;
use chassis::{Exit, Health, OrExit as _};
use tokio_util::sync::CancellationToken;

/// The value of a `listen` setting that means "serve nothing".
const OFF: &str = "off";

/// Reads the `value` of the setting called `name`, such as `progress.listen`; `None` for `off`. `example` is for the message.
pub fn listen_address(
    name: &str,
    value: &str,
    example: &str,
) -> anyhow::Result<Option<SocketAddr>> {
    if value == OFF {
        return Ok(None);
    }
    let address = value.parse().map(Some).with_context(|| {
        format!("{name} is `{value}`; write an address and port such as {example}, or {OFF}")
    });
    address.or_exit(Exit::Config)
}

/// Serves `routes` with `/livez` and `/readyz` until `stop`; where there is no address, only waits for `stop`.
pub async fn serve(
    listen: Option<SocketAddr>,
    routes: Router,
    health: &Health,
    bound: impl FnOnce(SocketAddr) + Send,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let Some(listen) = listen else {
        stop.cancelled().await;
        return Ok(());
    };
    chassis::serve_http(listen, routes.merge(health.routes()), bound, stop).await
}

/// Serves `/livez` and `/readyz` alone, on any free port where that of `listen` is taken.
pub async fn serve_health(
    listen: Option<SocketAddr>,
    health: &Health,
    bound: impl FnOnce(SocketAddr) + Send,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    serve(listen.map(chassis::free_address), Router::new(), health, bound, stop).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listen_setting_is_an_address_or_off() {
        let read = |value| listen_address("progress.listen", value, "127.0.0.1:8080");

        assert_eq!(read("off").unwrap(), None);
        assert_eq!(read("127.0.0.1:0").unwrap(), Some(([127, 0, 0, 1], 0).into()));
        let refused = read("8080").unwrap_err();
        assert_eq!(chassis::exit_of(&refused), Exit::Config);
        assert!(refused.to_string().contains("progress.listen is `8080`"), "{refused}");
    }
}
