//! A book is by one encoder: where assemblers have different ones, who joins the book encodes anew what the others did.

use bus::{Failure, Work};
use contract::{ChapterEncoded, Plan};
use tracing::info;

use crate::assemble::Assemble;

impl Assemble {
    /// The chapters as they are, where one encoder made them all; else all of them by the encoder of this assembler.
    pub(crate) async fn by_one_encoder(
        &self,
        plan: &Plan,
        mut chapters: Vec<ChapterEncoded>,
        work: &Work,
    ) -> Result<Vec<ChapterEncoded>, Failure> {
        let ours = self.encoders.aac(&plan.options.wanted).id();
        if !is_mixed(&chapters, &ours) {
            return Ok(chapters);
        }
        info!(book.id = %plan.book, "several encoders worked on book {}: all of it is encoded by {ours}", plan.book);
        for (made, chapter) in chapters.iter_mut().zip(&plan.chapters) {
            if made.encoder == ours || made.frames == 0 {
                continue;
            }
            let facts = self.all_facts(plan, chapter).await?;
            let (audio, anew, _) = self.chapter_audio(plan, chapter, &facts, work).await?;
            made.audio = audio;
            made.encoder = anew.encoder;
            (made.frames, made.samples, made.rate_hz) = (anew.frames, anew.samples, anew.rate_hz);
            work.progress();
        }
        Ok(chapters)
    }
}

/// Whether joining `chapters` would mix encoders; a chapter of silence is encoded by `ours`.
fn is_mixed(chapters: &[ChapterEncoded], ours: &str) -> bool {
    let makers = chapters.iter().map(|made| if made.frames == 0 { ours } else { &made.encoder });
    let mut makers = makers.collect::<Vec<_>>();
    makers.dedup();
    makers.len() > 1
}
