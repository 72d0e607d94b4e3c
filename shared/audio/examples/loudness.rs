//! Measures a WAV file: `cargo run -q -p audio --example loudness -- FILE.wav`.

use std::error::Error;
use std::io::Write as _;
use std::{env, fs, io};

use audio::{loudness, wav};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args_os().nth(1).ok_or("usage: loudness FILE.wav (mono, 16 bits)")?;
    let pcm = wav::read(&fs::read(path)?)?;
    let mut out = io::stdout().lock();
    writeln!(out, "length     {:>8.2} s at {} Hz", pcm.duration().as_secs_f64(), pcm.rate_hz)?;
    let Some(level) = loudness::level(&pcm) else {
        writeln!(out, "it is silent")?;
        return Ok(());
    };
    match level.centi_lufs {
        Some(centi) => writeln!(out, "loudness   {:>8.2} LUFS", f64::from(centi) / 100.0)?,
        None => writeln!(out, "loudness   too short to measure")?,
    }
    writeln!(out, "true peak  {:>8.2} dBTP", f64::from(level.centi_dbtp) / 100.0)?;
    Ok(())
}
