//! Maps symbols to the ids of a Piper voice.

use std::collections::{BTreeSet, HashMap};

/// The id between two symbols.
pub(super) const PAD: i32 = 0;

/// Ids, and the symbol of each.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Ids {
    /// The ids.
    pub ids: Vec<i32>,
    /// The symbol of each id; the ids at both ends have none.
    pub owners: Vec<Option<usize>>,
    /// Symbols without an id.
    pub unknown: BTreeSet<char>,
}

/// `^ _`, the ids of every symbol each followed by `_`, then `$`.
pub(super) fn ids(map: &HashMap<String, Vec<i32>>, symbols: &[char]) -> Ids {
    let mut found = Ids::default();
    let pad = map.get("_").and_then(|ids| ids.first()).copied().unwrap_or(PAD);
    let mut add = |ids: &[i32], owner: Option<usize>| {
        found.ids.extend(ids);
        found.owners.extend(ids.iter().map(|_| owner));
    };
    let edge = |symbol: &str| map.get(symbol).map(Vec::as_slice).unwrap_or_default();
    if !edge("^").is_empty() {
        add(edge("^"), None);
        add(&[pad], None);
    }
    let mut key = [0; 4];
    for (index, symbol) in symbols.iter().enumerate() {
        match map.get(&*symbol.encode_utf8(&mut key)) {
            Some(ids) => {
                add(ids, Some(index));
                add(&[pad], Some(index));
            }
            None => {
                found.unknown.insert(*symbol);
            }
        }
    }
    add(edge("$"), None);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_piper() {
        let entries = [("_", 0), ("^", 1), ("$", 2), (" ", 3), ("a", 14), ("b", 15), ("ˌ", 0)];
        let map = entries.map(|(symbol, id)| (symbol.to_owned(), vec![id])).into();

        let found = ids(&map, &['a', ' ', 'x', 'ˌ', 'b']);

        assert_eq!(found.ids, [1, 0, 14, 0, 3, 0, 0, 0, 15, 0, 2]);
        let owners = [
            None,
            None,
            Some(0),
            Some(0),
            Some(1),
            Some(1),
            Some(3),
            Some(3),
            Some(4),
            Some(4),
            None,
        ];
        assert_eq!(found.owners, owners);
        assert_eq!(found.unknown, ['x'].into());
    }
}
