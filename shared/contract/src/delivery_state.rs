//! The state of the deliveries of a book, folded from facts.

use serde::{Deserialize, Serialize};

use crate::Fact;

/// The state of one delivery, as people see it: a place or a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Where to, by name.
    pub target: String,
    /// Where it was delivered to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Why it could not be delivered, or what differs from the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

impl Delivery {
    /// Folds `fact` into what is known; a success outweighs a failure, whatever the order.
    pub fn fold(known: &mut Vec<Self>, fact: &Fact) {
        let news = match fact {
            Fact::Delivered(fact) => Self {
                target: fact.target.to_string(),
                place: Some(fact.place.clone()),
                problem: fact.note.clone(),
            },
            Fact::Undelivered(fact) => Self {
                target: fact.target.to_string(),
                place: None,
                problem: Some(fact.reason.clone()),
            },
            Fact::Planned(_)
            | Fact::Segment(_)
            | Fact::Chapter(_)
            | Fact::Finished(_)
            | Fact::Failed(_)
            | Fact::Cancelled(_) => return,
        };
        match known.binary_search_by(|old| old.target.cmp(&news.target)) {
            Ok(at) if known[at].place.is_none() || news.place.is_some() => known[at] = news,
            Ok(_) => {}
            Err(at) => known.insert(at, news),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{BookId, Delivered, Revision, Schema, Target, Undelivered};

    const BOOK: BookId = BookId(Uuid::nil());

    fn delivered(target: Target) -> Fact {
        let (schema, place) = (Schema::default(), "file:///library".to_owned());
        let revision = Revision::FIRST;
        Fact::Delivered(Delivered { schema, book: BOOK, revision, target, place, note: None })
    }

    fn undelivered(target: Target) -> Fact {
        let (schema, reason) = (Schema::default(), "the disk is full".to_owned());
        let revision = Revision::FIRST;
        Fact::Undelivered(Undelivered { schema, book: BOOK, revision, target, reason })
    }

    #[test]
    fn what_was_handed_over_in_the_end_stays_so_whatever_the_order() {
        let facts = [delivered(Target::Library), undelivered(Target::Library)];
        let fold = |facts: &[&Fact]| {
            let mut known = vec![];
            facts.iter().for_each(|fact| Delivery::fold(&mut known, fact));
            known
        };

        assert_eq!(fold(&[&facts[0], &facts[1]]), fold(&[&facts[1], &facts[0]]));
        assert_eq!(fold(&[&facts[1], &facts[0]])[0].problem, None);
        let other = undelivered(Target::Audiobookshelf);
        let both = fold(&[&facts[0], &other]);
        assert_eq!(both, fold(&[&other, &facts[0]]));
        assert_eq!(both[0].problem.as_deref(), Some("the disk is full"));
    }
}
