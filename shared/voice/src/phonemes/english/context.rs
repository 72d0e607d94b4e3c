//! The words around a word, which help to tell a noun from a verb.

/// A word and its neighbours. Neighbours are in lower case, and empty if a mark or the end of the sentence is between.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WordContext<'a> {
    /// All words of the sentence in lower case; a mark is an empty word.
    pub(crate) words: &'a [String],
    /// The index of the word.
    pub(crate) at: usize,
    /// Whether it is capitalised, but not the first word of the sentence.
    pub(crate) is_name: bool,
    /// Whether the word before is capitalised, like the name of a person.
    pub(crate) follows_name: bool,
}

const DETERMINERS: &str = " a an the this that these those my your his her its our their whose some any no every each another one thy thine many few several all both such what ";
const BEFORE_VERBS: &str = " to will would shall should can could may might must cannot do does did don't doesn't didn't won't wouldn't shan't shouldn't can't couldn't mustn't let let's help i'll you'll he'll she'll we'll they'll it'll i'd you'd he'd she'd we'd they'd wilt shalt dare needn't ";
const SUBJECTS: &str = " i you we they who he she it thou ye ";
const OBJECTS: &str = " me him her us them it you my your his its our their the a an this that these those myself himself herself itself themselves yourself ourselves what each every all any some ";
const PREPOSITIONS: &str = " of in on at by with from for into upon under over without against through about between among during after before like as near per ";
const ADVERBS: &str = " not never always ever also just still even only once often now then soon n't rather hardly scarcely again ";
const HAVE: &str = " have has had having i've you've we've they've i'd he'd she'd we'd they'd you'd he's she's hath hast hadn't haven't hasn't ";
const BE: &str = " be been being is are was were am isn't wasn't aren't weren't i'm you're we're they're it's he's she's get got ";

/// Words that end as a noun in the plural does and are none, or that stand before nouns.
const NO_PLURALS: &str = " does goes says always perhaps besides towards afterwards backwards forwards upwards downwards sometimes whereas unless across physics politics mathematics economics ethics athletics statistics news sales sports arms goods customs savings honours honors yours ours theirs hers takes makes gives gets lets keeps puts sees knows wants needs takes brings finds loves hates enters leaves signs ";

/// Whether `list`, words separated by spaces, contains `word`.
pub(crate) fn among(list: &str, word: &str) -> bool {
    !word.is_empty()
        && list.match_indices(word).any(|(at, _)| {
            let bytes = list.as_bytes();
            let before = at.checked_sub(1).is_none_or(|before| bytes[before] == b' ');
            before && bytes.get(at + word.len()).is_none_or(|behind| *behind == b' ')
        })
}

impl WordContext<'_> {
    /// The word itself.
    pub(crate) fn word(&self) -> &str {
        &self.words[self.at]
    }

    /// The word this many places after it.
    pub(crate) fn after(&self, places: usize) -> &str {
        let between = &self.words[self.at + 1..];
        let reach = between.iter().take(places).position(|word| word.is_empty());
        if reach.is_some() { "" } else { between.get(places - 1).map_or("", String::as_str) }
    }

    /// The word this many places before it.
    pub(crate) fn before(&self, places: usize) -> &str {
        let between = &self.words[..self.at];
        let reach = between.iter().rev().take(places).position(|word| word.is_empty());
        if reach.is_some() || between.len() < places {
            return "";
        }
        &between[between.len() - places]
    }

    /// The word before, adverbs left out.
    fn governor(&self) -> &str {
        let is_adverb = |word: &str| among(ADVERBS, word) || word.len() > 4 && word.ends_with("ly");
        let places = (1..4).find(|places| !is_adverb(self.before(*places)));
        self.before(places.unwrap_or(1))
    }

    /// Whether one of the words is in the sentence.
    pub(crate) fn mentions(&self, list: &str) -> bool {
        self.words.iter().any(|word| among(list, word))
    }

    /// After an article, a possessive or the like, perhaps with one word between.
    pub(crate) fn is_determined(&self) -> bool {
        among(DETERMINERS, self.before(1)) || self.before(1).ends_with("'s")
    }

    /// After a preposition.
    pub(crate) fn follows_preposition(&self) -> bool {
        among(PREPOSITIONS, self.before(1))
    }

    /// After `have` or `be`.
    pub(crate) fn is_participle(&self) -> bool {
        among(HAVE, self.governor()) || among(BE, self.governor())
    }

    /// After a form of `be`.
    pub(crate) fn follows_be(&self) -> bool {
        among(BE, self.governor())
    }

    /// After a personal pronoun or a name, which may be a subject.
    pub(crate) fn follows_subject(&self) -> bool {
        among(SUBJECTS, self.governor())
    }

    /// After `to`, `will`, `must`, `let` …
    pub(crate) fn follows_auxiliary(&self) -> bool {
        among(BEFORE_VERBS, self.governor())
    }

    /// Before a possible object.
    pub(crate) fn has_object(&self) -> bool {
        among(OBJECTS, self.after(1))
    }

    /// After a noun in the plural, which may be a subject: `muscles contract`.
    pub(crate) fn follows_plural(&self) -> bool {
        let before = self.before(1);
        let is_plural = before.len() > 3
            && before.ends_with('s')
            && !["ss", "us", "is", "'s", "ings"].iter().any(|end| before.ends_with(end));
        // The first word of a sentence is capitalised, name or not.
        let is_name = self.follows_name && !self.before(2).is_empty();
        is_plural && !is_name && !among(NO_PLURALS, before)
    }

    /// Whether it is a verb, judged by its neighbours.
    pub(crate) fn is_verb(&self) -> bool {
        let is_third = self.word().ends_with('s') && !self.word().ends_with("ss");
        let actor = self.governor();
        if self.is_determined() && !matches!(self.before(1), "that" | "all" | "both" | "one") {
            return false;
        }
        if self.follows_auxiliary() {
            return !is_third || actor == "to";
        }
        if self.follows_subject() {
            return !is_third || !matches!(actor, "i" | "you" | "we" | "they");
        }
        if self.follows_plural() && !is_third {
            return true;
        }
        if matches!(actor, "which" | "that") && is_third {
            return true;
        }
        self.has_object() && !self.follows_preposition() && !among(BE, actor)
    }

    /// Whether the sentence is about the past.
    pub(crate) fn is_past(&self) -> bool {
        self.mentions(" was were had did went said came took saw gave made got found told knew thought yesterday ago sat stood ran wrote spoke sent began felt heard kept left met fell held brought bought caught drew drove flew grew rose rode sang slept threw woke broke chose lay led lost paid sold taught understood wore won ")
            || self.words.iter().any(|word| word.len() > 4 && word.ends_with("ed"))
    }
}
