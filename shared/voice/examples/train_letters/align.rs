//! Aligns letters with their sounds: counts and aligns again until the alignment settles.

use std::collections::HashMap;

use crate::phone::Phone;

/// Times that all words are aligned.
const ROUNDS: usize = 8;
/// Sounds that one letter may say.
const MOST: usize = 2;

/// The statistics so far: the logarithm of how likely a letter says some sounds, regardless of stress.
type Costs = HashMap<(u8, Vec<u8>), f64>;

/// A word's letters, each with its sounds.
pub(crate) type Aligned = Vec<Vec<Phone>>;

/// Aligns words; leaves out those whose letters hardly match their sounds, such as abbreviations.
pub(crate) fn align(words: &[(String, Vec<Phone>)]) -> Vec<(String, Aligned)> {
    let mut costs = Costs::new();
    for _ in 0..ROUNDS {
        let mut counts: HashMap<(u8, Vec<u8>), f64> = HashMap::new();
        let mut totals = [0.0; 256];
        for (word, phones) in words {
            let Some((aligned, _)) = best(word, phones, &costs) else { continue };
            for (letter, sounds) in word.bytes().zip(&aligned) {
                *counts.entry((letter, bare(sounds))).or_default() += 1.0;
                totals[usize::from(letter)] += 1.0;
            }
        }
        let cost = |((letter, sounds), count): ((u8, Vec<u8>), f64)| {
            let share = (count / totals[usize::from(letter)]).ln();
            ((letter, sounds), share)
        };
        costs = counts.into_iter().map(cost).collect();
    }
    let kept = words.iter().filter_map(|(word, phones)| {
        let (aligned, score) = best(word, phones, &costs)?;
        let letters = word.len();
        #[expect(clippy::cast_precision_loss, reason = "words are short")]
        let likely = score / letters as f64 > -2.5;
        likely.then(|| (word.clone(), aligned))
    });
    kept.collect()
}

/// Codes without stress.
fn bare(sounds: &[Phone]) -> Vec<u8> {
    sounds.iter().map(|p| if p.is_vowel() { p.code() / 3 } else { p.code() }).collect()
}

/// The likeliest way, with its logarithm.
fn best(word: &str, phones: &[Phone], costs: &Costs) -> Option<(Aligned, f64)> {
    let letters = word.as_bytes();
    let width = phones.len() + 1;
    let mut scores = vec![f64::NEG_INFINITY; (letters.len() + 1) * width];
    let mut taken = vec![0; scores.len()];
    scores[0] = 0.0;
    for (at, letter) in letters.iter().enumerate() {
        for from in 0..width {
            let score = scores[at * width + from];
            if score == f64::NEG_INFINITY {
                continue;
            }
            for length in 0..=MOST.min(phones.len() - from) {
                let sounds = &phones[from..from + length];
                let to = (at + 1) * width + from + length;
                let total = score + cost(*letter, sounds, costs);
                if total > scores[to] {
                    scores[to] = total;
                    taken[to] = length;
                }
            }
        }
    }
    let end = scores[letters.len() * width + phones.len()];
    if end == f64::NEG_INFINITY {
        return None;
    }
    let mut aligned = vec![];
    let mut to = phones.len();
    for at in (1..=letters.len()).rev() {
        let from = to - taken[at * width + to];
        aligned.push(phones[from..to].to_vec());
        to = from;
    }
    aligned.reverse();
    Some((aligned, end))
}

fn cost(letter: u8, sounds: &[Phone], costs: &Costs) -> f64 {
    if costs.is_empty() {
        return first_guess(letter, sounds);
    }
    costs.get(&(letter, bare(sounds))).copied().unwrap_or(-12.0)
}

/// The initial cost: vowel letters say vowels, other letters other sounds; silence is expensive, two sounds more so.
fn first_guess(letter: u8, sounds: &[Phone]) -> f64 {
    let is_vowel = b"aeiouy".contains(&letter);
    match sounds {
        [] => -2.0,
        [one] if one.is_vowel() == is_vowel => -1.0,
        [_] => -4.0,
        _ => -6.0,
    }
}
