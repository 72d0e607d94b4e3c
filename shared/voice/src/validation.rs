//! Validates an engine's answer: rate, times, length, silence.

use contract::SentenceTime;

use crate::speech::{Speech, WordSpan};

/// Longest time for a character, even one that is spelled out, in seconds.
const LONGEST_SECONDS_PER_CHARACTER: f64 = 3.0;

/// Time that even an empty text may take, in seconds.
const LONGEST_SECONDS: f64 = 10.0;

/// Most letters in a second.
const MOST_LETTERS_PER_SECOND: f64 = 200.0;

/// Says what is wrong with an answer to `sentences` of an engine that speaks at `rate_hz`.
pub fn check_speech(speech: &Speech, sentences: &[String], rate_hz: u32) -> Result<(), String> {
    let pcm = &speech.pcm;
    if pcm.rate_hz != rate_hz {
        return Err(format!("the rate is {} Hz, not {rate_hz} Hz", pcm.rate_hz));
    }
    if pcm.samples.is_empty() {
        return Err("there is no sound".to_owned());
    }
    check_times(&speech.sentences, sentences.len(), pcm.samples.len() as u64)?;
    check_words(&speech.words, &speech.sentences, sentences)?;
    let characters: usize = sentences.iter().map(|text| text.chars().count()).sum();
    let letters = sentences.iter().flat_map(|text| text.chars()).filter(|c| c.is_alphanumeric());
    // What the voice could not pronounce is reported elsewhere, and takes no time.
    let letters = if speech.unsaid.is_empty() { letters.count() } else { 0 };
    let seconds = pcm.duration().as_secs_f64();
    if seconds > LONGEST_SECONDS + LONGEST_SECONDS_PER_CHARACTER * characters as f64 {
        return Err(format!("{seconds:.0} s are too long for {characters} characters"));
    }
    if seconds < letters as f64 / MOST_LETTERS_PER_SECOND {
        return Err(format!("{seconds:.2} s are too short for {letters} letters"));
    }
    if letters > 0 && pcm.samples.iter().all(|sample| *sample == 0) {
        return Err(format!("{letters} letters are silent"));
    }
    Ok(())
}

fn check_times(times: &[SentenceTime], sentences: usize, samples: u64) -> Result<(), String> {
    if times.len() != sentences {
        return Err(format!("{} sentence times for {sentences} sentences", times.len()));
    }
    let mut before = 0;
    for (index, time) in times.iter().enumerate() {
        if time.start < before || time.end < time.start || time.end > samples {
            return Err(format!("sentence {} lies at {}–{}", index + 1, time.start, time.end));
        }
        before = time.end;
    }
    Ok(())
}

fn check_words(
    words: &[WordSpan],
    times: &[SentenceTime],
    sentences: &[String],
) -> Result<(), String> {
    for word in words {
        let text = sentences.get(word.sentence).and_then(|text| text.get(word.text.clone()));
        let time = times.get(word.sentence);
        let is_within = |time: &SentenceTime| {
            time.start <= word.start && word.start <= word.end && word.end <= time.end
        };
        if text.is_none() || !time.is_some_and(is_within) {
            let (start, end) = (word.start, word.end);
            return Err(format!("a word of sentence {} lies at {start}–{end}", word.sentence + 1));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use audio::Pcm;

    use super::*;

    const RATE_HZ: u32 = 24_000;

    fn check(samples: Vec<i16>, times: &[(u64, u64)], text: &str, expected: &str) {
        let sentences = times.iter().map(|&(start, end)| SentenceTime { start, end }).collect();
        let pcm = Pcm { rate_hz: RATE_HZ, samples };
        let speech = Speech { pcm, sentences, ..Speech::join(RATE_HZ, []) };
        let found = check_speech(&speech, &[text.to_owned()], RATE_HZ);
        assert_eq!(found.err().unwrap_or_default(), expected);
    }

    #[test]
    fn garbage_is_told_from_speech() {
        let sound = vec![100; 24_000];
        check(sound.clone(), &[(0, 24_000)], "One word.", "");
        check(vec![0; 24_000], &[(0, 24_000)], "* * *", "");
        check(vec![0; 24_000], &[(0, 24_000)], "One word.", "7 letters are silent");
        check(vec![], &[(0, 0)], "One word.", "there is no sound");
        check(sound.clone(), &[], "One word.", "0 sentence times for 1 sentences");
        check(sound.clone(), &[(0, 24_001)], "One word.", "sentence 1 lies at 0–24001");
        check(sound.clone(), &[(9, 4)], "One word.", "sentence 1 lies at 9–4");
        check(vec![1; 24], &[(0, 24)], "One word.", "0.00 s are too short for 7 letters");
        check(vec![1; 1_000_000], &[(0, 24)], "One", "42 s are too long for 3 characters");
    }

    #[test]
    fn a_wrong_rate_is_garbage() {
        let speech = Speech::join(8_000, [vec![1]]);

        let found = check_speech(&speech, &[], RATE_HZ);

        assert_eq!(found.err().as_deref(), Some("the rate is 8000 Hz, not 24000 Hz"));
    }
    #[test]
    fn words_lie_within_their_sentence() {
        let check = |text, start, end, expected| {
            let words = vec![WordSpan { sentence: 0, text, start, end }];
            let speech = Speech { words, ..Speech::join(RATE_HZ, [vec![100; 24_000]]) };
            let found = check_speech(&speech, &["Über.".to_owned()], RATE_HZ);
            assert_eq!(found.err().unwrap_or_default(), expected);
        };
        check(0..5, 0, 24_000, "");
        check(0..5, 0, 24_001, "a word of sentence 1 lies at 0–24001");
        check(0..5, 9, 8, "a word of sentence 1 lies at 9–8");
        check(1..5, 0, 9, "a word of sentence 1 lies at 0–9");
    }
}
