//! Which facts are followed, one stage after the other. Pure.
//!
//! Whoever works on open books starts with the outlines of all books, goes on with everything about the open ones, and then follows what is new:
//! of ten thousand books that have ended, nothing else is read.

use std::collections::{BTreeMap, HashSet, VecDeque};

use contract::{BookId, FactKind, FactSubject, Revision};

/// Open plans that are read at once: the broker compares every fact with each.
const PLANS: usize = 64;

/// All facts.
const ALL: &str = "fact.>";

/// Which plans that have ended are read from their beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndedPlans {
    /// None.
    Skipped,
    /// All but these.
    SkippedIfKnown(HashSet<(BookId, Revision)>),
}

/// Some of the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stage {
    /// On these subjects.
    pub(super) filters: Vec<String>,
    /// From this sequence on.
    pub(super) from: u64,
    /// Up to this sequence; absent where it goes on for ever.
    pub(super) until: Option<u64>,
}

/// The stages that come after the first one.
#[derive(Debug)]
pub(super) struct Stages {
    later: VecDeque<Stage>,
    /// What the first stage has said; its end decides what is read next.
    outline: Option<Outline>,
}

/// What is known of the books from their plans and ends.
#[derive(Debug)]
struct Outline {
    last: u64,
    ended_plans: EndedPlans,
    newest: BTreeMap<BookId, Revision>,
    ended: HashSet<(BookId, Revision)>,
}

impl Stage {
    /// Facts on `filter` from `from` on, for ever.
    pub(super) fn endless(filter: &str, from: u64) -> Self {
        Self { filters: vec![filter.to_owned()], from, until: None }
    }

    /// What is followed in its place where none of the facts of before are stored any more: all of them, or those on its subjects.
    pub(super) fn starting_over(self) -> Self {
        match self.until {
            None => Self { from: 1, ..self },
            Some(_) => Self::endless(ALL, 1),
        }
    }
}

impl Stages {
    /// No stage but the first one.
    pub(super) fn none() -> Self {
        Self { later: VecDeque::new(), outline: None }
    }

    /// The outlines of all books, then the open books, up to the fact with the sequence `last`; then everything after it.
    pub(super) fn of_open_books(last: u64, ended_plans: EndedPlans) -> (Stage, Self) {
        let filters = FactSubject::outline_filters().map(str::to_owned).to_vec();
        let (newest, ended) = (BTreeMap::new(), HashSet::new());
        let outline = Some(Outline { last, ended_plans, newest, ended });
        (Stage { filters, from: 1, until: Some(last) }, Self { later: VecDeque::new(), outline })
    }

    /// Takes in what the present stage brought.
    pub(super) fn take(&mut self, fact: FactSubject) {
        let Some(outline) = &mut self.outline else { return };
        match fact.kind {
            FactKind::Planned => {
                let newest = outline.newest.entry(fact.book).or_insert(fact.revision);
                *newest = fact.revision.max(*newest);
            }
            FactKind::Finished | FactKind::Failed | FactKind::Cancelled => {
                outline.ended.insert((fact.book, fact.revision));
            }
            FactKind::Segment(_)
            | FactKind::Chapter(_)
            | FactKind::Delivered(_)
            | FactKind::Undelivered(_) => {}
        }
    }

    /// The stage after the present one, which is over; [`Stages::passed`] once it has begun.
    pub(super) fn next(&mut self) -> Stage {
        if let Some(outline) = self.outline.take() {
            self.later = outline.later();
        }
        self.later.front().cloned().unwrap_or_else(|| Stage::endless(ALL, 1))
    }

    /// Goes on to the stage that [`Stages::next`] returned.
    pub(super) fn passed(&mut self) {
        self.later.pop_front();
    }
}

impl Outline {
    fn later(self) -> VecDeque<Stage> {
        let plans: Vec<(BookId, Revision)> =
            self.newest.iter().map(|(&book, &revision)| (book, revision)).collect();
        let wanted: Vec<String> = plans
            .into_iter()
            .filter(|plan| self.is_wanted(plan))
            .map(|(book, revision)| FactSubject::revision_filter(book, revision))
            .collect();
        let open = wanted.chunks(PLANS).map(|filters| Stage {
            filters: filters.to_vec(),
            from: 1,
            until: Some(self.last),
        });
        open.chain([Stage::endless(ALL, self.last + 1)]).collect()
    }

    fn is_wanted(&self, plan: &(BookId, Revision)) -> bool {
        let is_known = match &self.ended_plans {
            EndedPlans::Skipped => true,
            EndedPlans::SkippedIfKnown(known) => known.contains(plan),
        };
        !self.ended.contains(plan) || !is_known
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn fact(book: u128, revision: u32, kind: FactKind) -> FactSubject {
        FactSubject { book: BookId(Uuid::from_u128(book)), revision: Revision(revision), kind }
    }

    /// The filters of all stages after the outlines.
    fn read(ended_plans: EndedPlans, facts: &[FactSubject]) -> Vec<Vec<String>> {
        let (first, mut stages) = Stages::of_open_books(9, ended_plans);
        assert_eq!((first.from, first.until), (1, Some(9)));
        facts.iter().for_each(|&fact| stages.take(fact));
        let mut filters = vec![];
        loop {
            let stage = stages.next();
            stages.passed();
            filters.push(stage.filters);
            if stage.until.is_none() {
                assert_eq!(stage.from, 10);
                return filters;
            }
        }
    }

    #[test]
    fn of_all_plans_only_the_newest_of_open_books_are_read() {
        let facts = [
            fact(1, 1, FactKind::Planned),
            fact(1, 1, FactKind::Finished),
            fact(2, 1, FactKind::Planned),
            fact(2, 1, FactKind::Cancelled),
            fact(2, 2, FactKind::Planned),
            fact(3, 1, FactKind::Failed),
        ];
        let open = vec![FactSubject::revision_filter(facts[4].book, Revision(2))];
        let of_first = FactSubject::revision_filter(facts[0].book, Revision(1));
        let known = HashSet::from([(facts[5].book, Revision(1))]);

        assert_eq!(read(EndedPlans::Skipped, &facts), [open.clone(), vec![ALL.to_owned()]]);
        assert_eq!(
            read(EndedPlans::SkippedIfKnown(known), &facts),
            [[vec![of_first], open].concat(), vec![ALL.to_owned()]]
        );
        assert_eq!(read(EndedPlans::Skipped, &facts[..2]), [[ALL.to_owned()]]);
    }

    #[test]
    fn many_open_books_are_read_in_parts() {
        let facts: Vec<_> = (1..=130).map(|book| fact(book, 1, FactKind::Planned)).collect();

        let stages = read(EndedPlans::Skipped, &facts);

        let sizes: Vec<usize> = stages.iter().map(Vec::len).collect();
        assert_eq!(sizes, [64, 64, 2, 1]);
    }
}
