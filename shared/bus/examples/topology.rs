//! Prints every stream and bucket on the broker: `cargo run -q -p bus --example topology`.

use std::io::{self, Write as _};

use bus::{Config, streams};
use serde_json::Value;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for stream in streams(&Config::default()) {
        let subjects = stream.config["subjects"].as_array().into_iter().flatten();
        let subjects: Vec<&str> = subjects.filter_map(Value::as_str).collect();
        let (retention, bytes) = (&stream.config["retention"], &stream.config["max_bytes"]);
        writeln!(out, "{:<12} {retention:<12} {bytes:>12}  {}", stream.name, subjects.join(" "))?;
    }
    Ok(())
}
