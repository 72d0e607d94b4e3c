//! The kit's own promises.

use testkit::{Epub, Nats, Proxy};
use tokio::net::TcpStream;

#[tokio::test]
async fn a_killed_server_comes_back_on_the_same_port() {
    let mut nats = Nats::start().await;
    let port = nats.port();

    nats.kill();
    let refused = TcpStream::connect(("127.0.0.1", port)).await;
    nats.restart().await;

    assert!(refused.is_err());
    assert_eq!(nats.port(), port);
    TcpStream::connect(("127.0.0.1", port)).await.expect("it listens again");
}

#[tokio::test]
async fn a_cut_line_lets_nothing_through_until_it_is_healed() {
    let nats = Nats::start().await;
    let proxy = Proxy::start(nats.port()).await;
    let greets = async || {
        let address = proxy.url().replace("nats://", "");
        let line = TcpStream::connect(address).await.expect("the proxy listens");
        let mut greeting = [0; 4];
        tokio::io::AsyncReadExt::read_exact(&mut { line }, &mut greeting).await.is_ok()
            && &greeting == b"INFO"
    };

    assert!(greets().await);
    proxy.cut();
    assert!(!greets().await);
    proxy.heal();
    assert!(greets().await);
}

#[test]
fn the_same_book_is_the_same_bytes() {
    let book = || Epub::new("T").plain_chapters(2, 3).build();

    assert_eq!(book(), book());
}
