//! The word lists of a language about the word before a full stop, and the word after it.

/// The words of one language; every field is a list separated by spaces. A capitalised entry matches only capitalised words, one
/// after `=` only small ones, one after `-` the ends of words, any other entry all spellings. Full stops within an entry are written, spaces are not: `z.b`.
pub(super) struct WordLists {
    /// Abbreviations within a sentence, before a name or an example.
    pub(super) open: &'static str,
    /// Abbreviations before a number; without one, the sentence ends.
    pub(super) numbered: &'static str,
    /// Abbreviations of the books of a work, before a chapter.
    pub(super) references: &'static str,
    /// Abbreviations of eras and years, which a year can follow, and which can be all that comes before the subject of a sentence.
    pub(super) eras: &'static str,
    /// Abbreviations of the times of the day.
    pub(super) times: &'static str,
    /// Days, months and zones: no sentence begins with them right after a time.
    pub(super) dates: &'static str,
    /// Words with which the time of something begins: "in 44 B.C."
    pub(super) tells_time: &'static str,
    /// Units after a number, before a smaller unit: 6 ft. 2 in.
    pub(super) units: &'static str,
    /// Abbreviations that may end a sentence: a capital after them begins a new one.
    pub(super) ends: &'static str,
    /// Abbreviations in names of companies, streets and countries: only a starter after them begins a sentence.
    pub(super) names: &'static str,
    /// Starters: words that begin sentences and are not names.
    pub(super) starters: &'static str,
    /// Verbs of speaking, after the name of the speaker.
    pub(super) speaks: &'static str,
    /// Parts of a book, before their number.
    pub(super) divisions: &'static str,
    /// Words that join clauses.
    pub(super) joins: &'static str,
    /// Whether a number with a full stop is an ordinal.
    pub(super) ordinals: bool,
    /// Words before an ordinal; if none are listed, every number with a full stop before a noun is one.
    pub(super) before_ordinals: &'static str,
    /// Whether a short word can be joined to the next by an apostrophe.
    pub(super) elides: bool,
}

/// What may follow an abbreviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Continuation {
    Anything,
    Number,
    Chapter,
    Era,
    Time,
    Sentence,
    Name,
}

impl WordLists {
    /// No words at all.
    pub(super) const EMPTY: Self = Self {
        open: "",
        numbered: "",
        references: "",
        eras: "",
        times: "",
        dates: "",
        tells_time: "",
        units: "",
        ends: "",
        names: "",
        starters: "",
        speaks: "",
        divisions: "",
        joins: "",
        ordinals: false,
        before_ordinals: "",
        elides: false,
    };

    /// What may follow `word`, if it is an abbreviation.
    pub(super) fn follows(&self, word: &str) -> Option<Continuation> {
        let lists = [
            (self.open, Continuation::Anything),
            (self.numbered, Continuation::Number),
            (self.references, Continuation::Chapter),
            (self.eras, Continuation::Era),
            (self.times, Continuation::Time),
            (self.ends, Continuation::Sentence),
            (self.names, Continuation::Name),
        ];
        let small = word.to_lowercase();
        lists.into_iter().find(|(list, _)| has(list, word, &small)).map(|(_, follows)| follows)
    }

    pub(super) fn starts(&self, word: &str) -> bool {
        listed(self.starters, &word.to_lowercase())
    }

    pub(super) fn speaks(&self, word: &str) -> bool {
        listed(self.speaks, word)
    }

    /// Whether a text begins with a date.
    pub(super) fn dates(&self, text: &str) -> bool {
        listed(
            self.dates,
            text.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default(),
        )
    }

    pub(super) fn tells_time(&self, word: &str) -> bool {
        listed(self.tells_time, &word.to_lowercase())
    }

    /// Whether it is the name of a book, before a chapter.
    pub(super) fn refers(&self, word: &str) -> bool {
        listed(self.references, word)
    }

    pub(super) fn measures(&self, word: &str) -> bool {
        listed(self.units, word)
    }

    pub(super) fn precedes_ordinal(&self, word: &str) -> bool {
        listed(self.before_ordinals, word)
    }

    pub(super) fn joins(&self, word: &str) -> bool {
        listed(self.joins, word)
    }

    pub(super) fn divides(&self, word: &str) -> bool {
        listed(self.divisions, word)
    }
}

fn listed(list: &str, word: &str) -> bool {
    has(list, word, &word.to_lowercase())
}

/// Whether a list has a word, whose spelling in small letters is `small`.
fn has(list: &str, word: &str, small: &str) -> bool {
    let capital = word.starts_with(char::is_uppercase);
    // A capital alone is an initial.
    let is_initial = capital && word.chars().nth(1).is_none();
    let is_capital_of = |entry: &[u8]| {
        let entry = str::from_utf8(entry).unwrap_or_default();
        entry.starts_with(char::is_uppercase) && entry.to_lowercase() == small
    };
    // As bytes, because entries are short and there are many of them.
    list.as_bytes().split(|byte| *byte == b' ').any(|entry| match entry.first() {
        Some(b'=') => &entry[1..] == word.as_bytes(),
        Some(b'-') => small.as_bytes().ends_with(&entry[1..]),
        // The capital of an entry asks for one.
        _ if entry.len() != small.len() => false,
        _ if entry == small.as_bytes() => !is_initial,
        _ => capital && is_capital_of(entry),
    })
}
