//! What is stored of a spoken segment: its encoded samples, with a head that describes them.

use audio::Error;
use contract::SpeechInfo;

use crate::engine_process::SynthesisResult;

/// Bytes of a speech's head for sentences and words, and what one of each takes at most.
const HEAD: usize = 13_000;
const SENTENCE: usize = 40;
const WORD: usize = 40;

/// Most unsaid parts that a speech lists.
const UNSAID: usize = 20;

/// Encodes a speech; slow, so only on a thread for blocking work.
pub(crate) fn encode(
    spoken: SynthesisResult,
    suspicion: Option<String>,
    is_compact: bool,
) -> Result<(Vec<u8>, SpeechInfo), Error> {
    let speech = spoken.speech;
    // Both share the head of a speech; sentences come first.
    let room = HEAD.saturating_sub(speech.sentences.len() * SENTENCE) / WORD;
    let words = speech.words.iter().take(room).map(contract::WordTime::from).collect();
    let info = SpeechInfo {
        rate_hz: speech.pcm.rate_hz,
        samples: speech.pcm.samples.len() as u64,
        sentences: speech.sentences,
        words,
        words_are_estimated: speech.words_are_estimated,
        unsaid: speech.unsaid.into_iter().take(UNSAID).collect(),
        suspicion,
        made_by: spoken.made_by,
        level: audio::loudness::level(&speech.pcm),
    };
    let encode = if is_compact { audio::speech::encode_compact } else { audio::speech::encode };
    encode(&speech.pcm, &info).map(|bytes| (bytes, info))
}
