//! Letter-to-sound conversion of words that are not in the dictionary: a beam search over labels of letters.
//!
//! Each letter stands for no sound, one or two; weights learned from the dictionary decide which, given the letters around
//! it and the sounds before. The beam search keeps the best few paths at every letter.

use super::phone::{Phone, Stress, phones};
use super::spelling::{Label, LabelHistory, Spelling};

/// Paths kept at each letter.
pub(crate) const WIDTH: usize = 8;

/// The possible sounds of letters, and their weights.
#[derive(Debug)]
pub(crate) struct LetterToSound<W> {
    /// For each of 26 letters.
    pub(crate) labels: Vec<Vec<Label>>,
    pub(crate) weights: Vec<W>,
}

/// A path: sounds for the first letters of a word.
#[derive(Debug, Clone)]
pub(crate) struct Hypothesis {
    pub(crate) score: f32,
    pub(crate) said: LabelHistory,
    /// For each letter, which of its labels.
    pub(crate) labels: Vec<usize>,
}

impl Hypothesis {
    /// Before the first letter.
    pub(crate) fn start() -> Self {
        Self { score: 0.0, said: LabelHistory::default(), labels: vec![] }
    }
}

impl<W: Copy + Into<f32>> LetterToSound<W> {
    /// The sounds of a word in lower case. Exactly one vowel has the primary stress, at the letter `accent` if it is given.
    pub(crate) fn say(&self, word: &str, accent: Option<usize>) -> Option<Vec<Phone>> {
        let spelling = Spelling::new(word)?;
        let mut ways = vec![Hypothesis::start()];
        for at in 0..spelling.letters().len() {
            ways = self.step(&spelling, at, &ways);
        }
        let labels = &ways.first()?.labels;
        let chosen = spelling.letters().iter().zip(labels);
        let mut sounds: Vec<Vec<Phone>> = chosen
            .map(|(letter, label)| self.labels[usize::from(*letter)][*label].0.clone())
            .collect();
        if let Some(at) = accent.filter(|at| at + 1 < word.len()) {
            stress_at(&mut sounds, word, at);
        }
        stress_once(&mut sounds);
        Some(sounds.concat())
    }

    /// The best paths, extended by one letter.
    pub(crate) fn step(
        &self,
        spelling: &Spelling,
        at: usize,
        ways: &[Hypothesis],
    ) -> Vec<Hypothesis> {
        let labels = &self.labels[usize::from(spelling.letters()[at])];
        let mut scored = Vec::with_capacity(ways.len() * labels.len());
        for (number, label) in labels.iter().enumerate() {
            let mut fixed = 0.0;
            spelling.fixed(at, label, |index| fixed += self.weights[index].into());
            for (from, way) in ways.iter().enumerate() {
                let mut score = way.score + fixed;
                spelling
                    .following(at, way.said, label, |index| score += self.weights[index].into());
                scored.push((score, from, number));
            }
        }
        scored.sort_by(|one, other| other.0.total_cmp(&one.0));
        scored.truncate(WIDTH);
        let further = |(score, from, number): (f32, usize, usize)| {
            let mut labels_so_far = ways[from].labels.clone();
            labels_so_far.push(number);
            Hypothesis { score, said: ways[from].said.and(&labels[number]), labels: labels_so_far }
        };
        scored.into_iter().map(further).collect()
    }
}

/// Moves the stress to the vowel with the accent, as in `Rostóv`, which then becomes a full vowel.
fn stress_at(sounds: &mut [Vec<Phone>], word: &str, at: usize) {
    let Some(vowel) = sounds[at].iter().position(|phone| phone.is_vowel()) else { return };
    let full = match word.as_bytes()[at] {
        b'a' => "AA1",
        b'e' => "EH1",
        b'i' | b'y' => "IY1",
        b'o' => "OW1",
        _ => "UW1",
    };
    for phone in sounds.iter_mut().flatten() {
        if phone.stress() == Some(Stress::Primary) {
            *phone = phone.with(Stress::Secondary);
        }
    }
    let said = &mut sounds[at][vowel];
    let is_weak = said.with(Stress::None).name() == "AH";
    *said = if is_weak { phones(full)[0] } else { said.with(Stress::Primary) };
}

/// Keeps the first of several stresses; without any, stresses the first full vowel, else the first vowel.
fn stress_once(sounds: &mut [Vec<Phone>]) {
    let mut vowels: Vec<&mut Phone> =
        sounds.iter_mut().flatten().filter(|phone| phone.is_vowel()).collect();
    let place = |vowels: &[&mut Phone], stress| {
        vowels.iter().position(|vowel| vowel.stress() == Some(stress))
    };
    let chosen =
        place(&vowels, Stress::Primary).or_else(|| place(&vowels, Stress::Secondary)).unwrap_or(0);
    for (at, vowel) in vowels.iter_mut().enumerate() {
        if at == chosen {
            **vowel = vowel.with(Stress::Primary);
        } else if vowel.stress() == Some(Stress::Primary) {
            **vowel = vowel.with(Stress::Secondary);
        }
    }
}
