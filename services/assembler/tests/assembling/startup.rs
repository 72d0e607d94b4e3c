//! An assembler that cannot work says so at once.

use std::process::Command;

#[test]
fn without_ffmpeg_it_does_not_start_and_says_how_to_get_it() {
    let output = Command::new(env!("CARGO_BIN_EXE_assembler"))
        .env_clear()
        .env("PATH", "/nowhere")
        .env("HOME", "/nowhere")
        .current_dir(std::env::temp_dir())
        .output()
        .unwrap();

    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(78), "{said}");
    assert!(said.contains("ffmpeg was not found; install it"), "{said}");
}
