//! What a language says about the word before a full stop, and the one behind it.

/// The words of one language; every field is a list parted by spaces. An entry with a capital stands for words with a capital
/// only, any other for all spellings; full stops inside are written, spaces are not: `z.b`.
#[derive(Default)]
pub(super) struct WordLists {
    /// What they shorten follows: a name, an example.
    pub(super) open: &'static str,
    /// A number follows, or the sentence is over.
    pub(super) numbered: &'static str,
    /// May end a sentence: a capital behind them begins one.
    pub(super) ends: &'static str,
    /// Name companies, streets, countries: only a starter behind them begins a sentence.
    pub(super) names: &'static str,
    /// Begin sentences, and are no names.
    pub(super) starters: &'static str,
    /// Say that someone speaks, behind the name of who does.
    pub(super) speaks: &'static str,
    /// Are parts of a book, before their number.
    pub(super) divisions: &'static str,
    /// Join clauses.
    pub(super) joins: &'static str,
    /// A number with a full stop is an ordinal.
    pub(super) ordinals: bool,
    /// A short word can be joined to the next by an apostrophe.
    pub(super) elides: bool,
}

/// What follows a shortening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Continuation {
    Anything,
    Number,
    Sentence,
    Name,
}

impl WordLists {
    /// What follows `word`, when it is a shortening.
    pub(super) fn follows(&self, word: &str) -> Option<Continuation> {
        let lists = [
            (self.open, Continuation::Anything),
            (self.numbered, Continuation::Number),
            (self.ends, Continuation::Sentence),
            (self.names, Continuation::Name),
        ];
        lists.into_iter().find(|(list, _)| listed(list, word)).map(|(_, follows)| follows)
    }

    pub(super) fn starts(&self, word: &str) -> bool {
        listed(self.starters, &word.to_lowercase())
    }

    pub(super) fn speaks(&self, word: &str) -> bool {
        listed(self.speaks, word)
    }

    pub(super) fn joins(&self, word: &str) -> bool {
        listed(self.joins, word)
    }

    pub(super) fn divides(&self, word: &str) -> bool {
        listed(self.divisions, word)
    }
}

fn listed(list: &str, word: &str) -> bool {
    let small = word.to_lowercase();
    let capital = word.starts_with(char::is_uppercase);
    // A capital alone is an initial.
    let letter = word.chars().nth(1).is_none();
    list.split_whitespace().any(|entry| {
        (entry == small && !(capital && letter))
            || (capital && entry.starts_with(char::is_uppercase) && entry.to_lowercase() == small)
            || entry.strip_prefix('-').is_some_and(|ending| small.ends_with(ending))
    })
}
