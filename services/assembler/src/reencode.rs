//! Keeps a book to one encoder: if assemblers have different encoders, the one that joins the book encodes the other chapters again.

use bus::{Failure, Work};
use contract::{ChapterEncoded, Plan};
use tracing::info;

use crate::encode_chapter::encode_chapter;
use crate::revisions::all_segment_facts;
use crate::spoken_chapter::SpokenChapter;
use crate::tools::Tools;

/// The chapters unchanged if one encoder made them all; else all of them by the encoder of this assembler.
pub(crate) async fn by_one_encoder(
    tools: &Tools,
    plan: &Plan,
    mut chapters: Vec<ChapterEncoded>,
    work: &Work,
) -> Result<Vec<ChapterEncoded>, Failure> {
    let ours = tools.encoders.aac(&plan.options.wanted).id();
    if !is_mixed(&chapters, &ours) {
        return Ok(chapters);
    }
    info!(book.id = %plan.book, "book {} has chapters of several encoders: encoding all by {ours}", plan.book);
    for (made, chapter) in chapters.iter_mut().zip(&plan.chapters) {
        if made.encoder == ours || made.frames == 0 {
            continue;
        }
        let facts = all_segment_facts(&tools.bus, plan, chapter).await?;
        let spoken = SpokenChapter::new(plan, chapter, facts)?;
        let anew = encode_chapter(tools, plan, &spoken, work).await?;
        (made.audio, made.encoder) = (anew.key, anew.audio.encoder);
        (made.frames, made.samples) = (anew.audio.frames, anew.audio.samples);
        made.rate_hz = anew.audio.rate_hz;
        work.progress();
    }
    Ok(chapters)
}

/// Whether joining `chapters` would mix encoders; a chapter of silence is encoded by `ours`.
fn is_mixed(chapters: &[ChapterEncoded], ours: &str) -> bool {
    let mut makers =
        chapters.iter().map(|made| if made.frames == 0 { ours } else { made.encoder.as_str() });
    let first = makers.next();
    makers.any(|maker| Some(maker) != first)
}
