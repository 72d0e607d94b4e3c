//! The grammar of numbers: genders and cases.

/// The gender of what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    Masculine,
    Feminine,
    Neuter,
    /// Men, for whom Polish has numbers of their own; in Russian, any living being that is masculine.
    Men,
}

/// The case of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Nominative,
    Genitive,
    Dative,
    /// Like the nominative, but for what is feminine or alive.
    Accusative,
    Instrumental,
    /// The locative of Polish.
    Prepositional,
}

/// The case that the ending of a noun shows, and whether it shows it without a word before that asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ShownCase {
    pub(crate) case: Case,
    pub(crate) is_certain: bool,
}

/// The forms of a word: nominative, genitive, dative, instrumental, prepositional.
pub(crate) type Forms = [&'static str; 5];

/// The form of a case.
pub(crate) const fn form(forms: &Forms, case: Case) -> &'static str {
    match case {
        Case::Nominative | Case::Accusative => forms[0],
        Case::Genitive => forms[1],
        Case::Dative => forms[2],
        Case::Instrumental => forms[3],
        Case::Prepositional => forms[4],
    }
}

/// The form of the word at a place of a table.
pub(crate) fn of_case(words: &[Forms], at: u64, case: Case) -> &'static str {
    let found = usize::try_from(at).ok().and_then(|at| words.get(at));
    found.map_or("", |forms| form(forms, case))
}
