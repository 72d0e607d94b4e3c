//! An assembler that cannot work says so at once.

use std::net::TcpListener;
use std::process::Command;

use contract::Pause;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::sound::clicks;
use crate::world::{World, plan};

#[test]
fn where_only_ffmpeg_will_do_it_does_not_start_without_and_says_how_to_get_it() {
    let output = Command::new(env!("CARGO_BIN_EXE_assembler"))
        .env_clear()
        .env("LECTOR_ASSEMBLER__ENCODER", "ffmpeg")
        .env("PATH", "/nowhere")
        .env("HOME", "/nowhere")
        .current_dir(std::env::temp_dir())
        .output()
        .unwrap();

    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(78), "{said}");
    assert!(said.contains("ffmpeg was not found; install it"), "{said}");
}

#[tokio::test]
async fn it_is_ready_while_it_can_reach_the_broker() {
    let mut world = World::new().await;
    let free = std::net::SocketAddr::from(([127, 0, 0, 1], testkit::free_port()));
    let answers = |status: &'static str| async move {
        let mut stream = TcpStream::connect(free).await.ok()?;
        let request = b"GET /readyz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
        stream.write_all(request).await.ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.ok()?;
        answer.starts_with(status).then_some(answer)
    };

    world.start_on(&free.to_string());
    testkit::eventually("it is ready", || answers("HTTP/1.1 200")).await;
    world.kill_broker();

    let answer = testkit::eventually("it is not ready", || answers("HTTP/1.1 503")).await;
    assert!(answer.contains("the broker cannot be reached"), "{answer}");
}

#[tokio::test]
async fn a_taken_port_does_not_keep_it_from_working() {
    let mut world = World::new().await;
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let plan = plan(&[("One", &[&[Pause::Chapter]])]);
    let segment = &plan.chapters[0].segments[0];

    world.start_on(&taken.local_addr().unwrap().to_string());
    world.plan(&plan).await;
    world.speak(&plan, segment, &clicks(2_000, &[500])).await;

    world.finished(&plan).await;
    world.end().await;
}

#[tokio::test]
async fn settings_that_make_no_sense_are_refused_in_one_line() {
    let mut config = assembler::Config::default();
    config.assembler.pauses.scene_seconds = -1.0;

    let error =
        assembler::run(config, tokio_util::sync::CancellationToken::new()).await.unwrap_err();

    assert_eq!(chassis::exit_of(&error), chassis::Exit::Config);
    let expected = "assembler.pauses.scene_seconds is -1; it must be between 0 and 60";
    assert_eq!(error.to_string(), expected);
}
