//! Makes an M4B with a chapter for each WAV file: `cargo run -p media --example m4b -- one.wav two.wav book.m4b`.
//!
//! Without arguments, two tones become `tones.m4b` in the system's folder for temporary files.
#![expect(clippy::print_stdout, reason = "an example says what it made")]

use std::error::Error;
use std::path::{Path, PathBuf};

use audio::Pcm;
use media::adts::{AdtsEvent, AdtsParser};
use media::book_tags::BookTags;
use media::chapter_marks::marks;
use media::encode::Codec;
use media::encoders::{AacEncoder, EncoderChoice, Encoders};
use media::frame_table::FrameTable;
use media::{mp4, tags};
use tokio::io::AsyncReadExt as _;

/// Samples per second of the tones.
const RATE_HZ: u32 = 24_000;

/// A chapter's frames, what they are and their bytes.
struct Frames {
    table: FrameTable,
    bytes: Vec<u8>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let target = paths.pop().unwrap_or_else(|| std::env::temp_dir().join("tones.m4b"));
    let mut chapters = vec![];
    for path in &paths {
        let title = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        chapters.push((title, audio::wav::read(&std::fs::read(path)?)?));
    }
    if chapters.is_empty() {
        chapters = vec![("Low".to_owned(), tone(220.0)), ("High".to_owned(), tone(440.0))];
    }
    let choice = EncoderChoice { encoder: AacEncoder::Builtin, ..EncoderChoice::default() };
    let codec = Encoders::find(choice).await?.aac(&contract::Wanted::default());
    let folder = tempfile::tempdir()?;
    let mut encoded: Vec<(String, Frames)> = vec![];
    for (at, (title, pcm)) in chapters.iter().enumerate() {
        let path = folder.path().join(format!("{at}.aac"));
        encoded.push((title.clone(), encode(&codec, pcm, &path).await?));
    }
    let bytes = m4b(&encoded).await?;
    std::fs::write(&target, &bytes)?;
    println!("{}: {} chapters, {} bytes", target.display(), encoded.len(), bytes.len());
    Ok(())
}

fn tone(hz: f32) -> Pcm {
    let wave = |at: u16| (f32::from(at) * hz * std::f32::consts::TAU / 24_000.0).sin();
    #[expect(clippy::cast_possible_truncation, reason = "a tone is quieter than full scale")]
    let samples = (0..24_576).map(|at| (wave(at) * 8_000.0) as i16).collect();
    Pcm { rate_hz: RATE_HZ, samples }
}

async fn encode(codec: &Codec, pcm: &Pcm, path: &Path) -> Result<Frames, Box<dyn Error>> {
    let mut encoding = codec.start(pcm.rate_hz, path.to_owned())?;
    encoding.write(&pcm.samples).await?;
    let encoded = encoding.finish(&|| {}).await?;
    let table = encoded.frames().await?;
    let mut bytes = vec![];
    AdtsParser::default().push(&std::fs::read(path)?, |event| match event {
        AdtsEvent::Frame(_) => {}
        AdtsEvent::Payload(payload) => bytes.extend_from_slice(payload),
    })?;
    Ok(Frames { table, bytes })
}

/// Joins the chapters: the priming frames of all but the first are dropped.
async fn m4b(chapters: &[(String, Frames)]) -> Result<Vec<u8>, Box<dyn Error>> {
    let (_, first) = chapters.first().ok_or("there are no chapters")?;
    let (mut sizes, mut sound) = (vec![], vec![]);
    for (at, (_, frames)) in chapters.iter().enumerate() {
        let dropped = if at == 0 { 0 } else { frames.table.priming() };
        let (left_out, kept) = frames.table.sizes.split_at(dropped);
        let begin: usize = left_out.iter().copied().map(usize::from).sum();
        sound.extend_from_slice(&frames.bytes[begin..]);
        sizes.extend_from_slice(kept);
    }
    let count = |frames: &Frames| frames.table.sizes.len() as u64;
    let marks = marks(chapters.iter().map(|(title, frames)| (title.as_str(), count(frames))));
    let book = BookTags { title: "An example".to_owned(), ..BookTags::default() };
    let table = FrameTable { format: first.table.format, sizes };
    let mut bytes = vec![];
    mp4::header(table, &marks, &tags::mp4_box(&book)?).read().read_to_end(&mut bytes).await?;
    bytes.extend(sound);
    Ok(bytes)
}
