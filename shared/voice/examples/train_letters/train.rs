//! An averaged perceptron over whole words: if the best path is wrong, weights change by one.

use std::collections::BTreeMap;

use crate::align::Aligned;
use crate::letter_to_sound::{Hypothesis, LetterToSound};
use crate::spelling::{Label, LabelHistory, Spelling, TABLE_BITS};

/// Times that all words are seen.
const ROUNDS: usize = 6;
/// Words that must use a label before a letter may have it.
const FEWEST: usize = 8;
/// The share of the scale below which a weight becomes zero, so that the table compresses well.
const NOTHING: f32 = 0.6;

/// Changes of weights, and their times.
#[derive(Clone, Copy)]
struct Update {
    by: f32,
    time: f64,
}

/// Trains; `seen` is called after every round.
pub(crate) fn train(
    words: &[(String, Aligned)],
    seen: impl Fn(&LetterToSound<f32>, usize),
) -> LetterToSound<f32> {
    let labels = labels(words);
    let mut letters = LetterToSound { labels, weights: vec![0.0; 1 << TABLE_BITS] };
    let mut sums = vec![0.0_f64; 1 << TABLE_BITS];
    let mut lessons: Vec<(Spelling, Vec<usize>)> =
        words.iter().filter_map(|(word, aligned)| lesson(&letters, word, aligned)).collect();
    let mut random = fastrand::Rng::with_seed(1);
    let mut time = 1.0;
    for round in 1..=ROUNDS {
        random.shuffle(&mut lessons);
        for (spelling, right) in &lessons {
            learn(&mut letters, &mut sums, time, spelling, right);
            time += 1.0;
        }
        if round % 2 == 0 {
            seen(&averaged(&letters, &sums, time), round);
        }
    }
    averaged(&letters, &sums, time)
}

/// What each letter says in enough words.
fn labels(words: &[(String, Aligned)]) -> Vec<Vec<Label>> {
    let mut counts: Vec<BTreeMap<Label, usize>> = vec![BTreeMap::new(); 26];
    for (word, aligned) in words {
        for (letter, phones) in word.bytes().zip(aligned) {
            *counts[usize::from(letter - b'a')].entry(Label(phones.clone())).or_default() += 1;
        }
    }
    let often = |counts: BTreeMap<Label, usize>| {
        counts.into_iter().filter(|(_, count)| *count >= FEWEST).map(|(label, _)| label).collect()
    };
    counts.into_iter().map(often).collect()
}

fn lesson(
    letters: &LetterToSound<f32>,
    word: &str,
    aligned: &Aligned,
) -> Option<(Spelling, Vec<usize>)> {
    let right: Option<Vec<usize>> = word
        .bytes()
        .zip(aligned)
        .map(|(letter, phones)| {
            let known = &letters.labels[usize::from(letter - b'a')];
            known.iter().position(|label| label.0 == *phones)
        })
        .collect();
    Some((Spelling::new(word)?, right?))
}

/// Finds the letter where the best path is ahead of the right one by most, and changes weights for the letters up to there.
fn learn(
    letters: &mut LetterToSound<f32>,
    sums: &mut [f64],
    time: f64,
    spelling: &Spelling,
    right: &[usize],
) {
    let mut ways = vec![Hypothesis::start()];
    let mut truth = Hypothesis::start();
    let mut worst: Option<(f32, Vec<usize>)> = None;
    for (at, number) in right.iter().enumerate() {
        let label = &letters.labels[usize::from(spelling.letters()[at])][*number];
        let score = &mut truth.score;
        spelling.fixed(at, label, |index| *score += letters.weights[index]);
        spelling.following(at, truth.said, label, |index| *score += letters.weights[index]);
        truth.said = truth.said.and(label);
        ways = letters.step(spelling, at, &ways);
        let best = &ways[0];
        let ahead = best.score - truth.score;
        let wrong = best.labels[..] != right[..=at];
        if wrong && worst.as_ref().is_none_or(|(most, _)| ahead >= *most) {
            worst = Some((ahead, best.labels.clone()));
        }
    }
    let Some((ahead, wrong)) = worst.filter(|(ahead, _)| *ahead >= 0.0) else { return };
    debug_assert!(ahead >= 0.0);
    add(letters, sums, Update { by: 1.0, time }, spelling, &right[..wrong.len()]);
    add(letters, sums, Update { by: -1.0, time }, spelling, &wrong);
}

fn add(
    letters: &mut LetterToSound<f32>,
    sums: &mut [f64],
    update: Update,
    spelling: &Spelling,
    chosen: &[usize],
) {
    let mut said = LabelHistory::default();
    for (at, number) in chosen.iter().enumerate() {
        let label = &letters.labels[usize::from(spelling.letters()[at])][*number];
        let mut move_weight = |index: usize| {
            letters.weights[index] += update.by;
            sums[index] += f64::from(update.by) * update.time;
        };
        spelling.fixed(at, label, &mut move_weight);
        spelling.following(at, said, label, &mut move_weight);
        said = said.and(label);
    }
}

/// The mean of each weight over the training.
fn averaged(letters: &LetterToSound<f32>, sums: &[f64], time: f64) -> LetterToSound<f32> {
    #[expect(clippy::cast_possible_truncation, reason = "weights are small numbers")]
    let mean = |(weight, sum): (&f32, &f64)| (f64::from(*weight) - sum / time) as f32;
    let weights = letters.weights.iter().zip(sums).map(mean).collect();
    LetterToSound { labels: letters.labels.clone(), weights }
}

/// The same with a byte for each weight.
pub(crate) fn small(letters: LetterToSound<f32>) -> LetterToSound<i8> {
    let mut sizes: Vec<f32> = letters.weights.iter().map(|weight| weight.abs()).collect();
    sizes.sort_by(f32::total_cmp);
    // One weight of a thousand is clipped at the largest byte.
    let scale = sizes[sizes.len() - sizes.len() / 1000] / 31.0;
    #[expect(clippy::cast_possible_truncation, reason = "within a byte by `clamp`")]
    let byte = |weight: &f32| {
        let scaled = weight / scale;
        if scaled.abs() < NOTHING { 0 } else { scaled.round().clamp(-127.0, 127.0) as i8 }
    };
    LetterToSound { weights: letters.weights.iter().map(byte).collect(), labels: letters.labels }
}
