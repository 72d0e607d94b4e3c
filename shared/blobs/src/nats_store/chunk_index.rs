//! Where the chunks of an object lie in the stream, so that any part of it is fetched without a consumer.

use std::fmt;
use std::str::FromStr;

/// The sequences of an object's chunks, in order, as runs of neighbours.
///
/// Written as `first x count`, each first counted from the end of the run before: `1000x5+2x3` is 1000 to 1004 and 1007 to 1009.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ChunkIndex {
    runs: Vec<SequenceRun>,
    len: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct SequenceRun {
    first: u64,
    count: u64,
    /// Chunks in the runs before this.
    before: u64,
}

impl ChunkIndex {
    /// Adds the next chunk; sequences grow, or the broker has mixed up their order.
    pub(super) fn push(&mut self, sequence: u64) -> bool {
        let end = self.end();
        if sequence < end {
            return false;
        }
        match self.runs.last_mut() {
            Some(run) if sequence == end => run.count += 1,
            _ => self.runs.push(SequenceRun { first: sequence, count: 1, before: self.len }),
        }
        self.len += 1;
        true
    }

    /// How many chunks there are.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// The sequence of a chunk.
    pub(super) fn sequence(&self, chunk: u64) -> Option<u64> {
        let run = self.runs.partition_point(|run| run.before <= chunk).checked_sub(1)?;
        let run = self.runs.get(run)?;
        let offset = chunk - run.before;
        (offset < run.count).then_some(run.first + offset)
    }

    fn end(&self) -> u64 {
        self.runs.last().map_or(0, |run| run.first + run.count)
    }
}

impl fmt::Display for ChunkIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut end = 0;
        for run in &self.runs {
            let plus = if end == 0 { "" } else { "+" };
            write!(f, "{plus}{}x{}", run.first - end, run.count)?;
            end = run.first + run.count;
        }
        Ok(())
    }
}

/// The text is not an index.
#[derive(Debug)]
pub(super) struct ChunkIndexError;

impl FromStr for ChunkIndex {
    type Err = ChunkIndexError;

    fn from_str(text: &str) -> Result<Self, ChunkIndexError> {
        let mut index = Self::default();
        for run in text.split('+').filter(|run| !run.is_empty()) {
            let (gap, count) = run.split_once('x').ok_or(ChunkIndexError)?;
            let gap: u64 = gap.parse().map_err(|_| ChunkIndexError)?;
            let count: u64 = count.parse().map_err(|_| ChunkIndexError)?;
            let first = index.end().checked_add(gap).ok_or(ChunkIndexError)?;
            first.checked_add(count).filter(|_| count > 0).ok_or(ChunkIndexError)?;
            index.runs.push(SequenceRun { first, count, before: index.len });
            index.len = index.len.checked_add(count).ok_or(ChunkIndexError)?;
        }
        Ok(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_take_no_room_and_every_chunk_is_found() {
        let sequences = [1000, 1001, 1002, 1005, 1006, 1010];
        let mut index = ChunkIndex::default();
        for sequence in sequences {
            assert!(index.push(sequence));
        }

        assert_eq!(index.to_string(), "1000x3+2x2+3x1");
        let again: ChunkIndex = index.to_string().parse().unwrap();
        assert_eq!(again, index);
        let found: Vec<u64> = (0..again.len()).filter_map(|chunk| again.sequence(chunk)).collect();
        assert_eq!(found, sequences);
        assert_eq!(again.sequence(6), None);
    }

    #[test]
    fn chunks_out_of_order_are_refused() {
        let mut index = ChunkIndex::default();

        assert!(index.push(7));
        assert!(!index.push(7));
        assert!(!index.push(3));
    }

    #[test]
    fn what_is_not_an_index_is_refused() {
        for text in ["x", "1x", "1x0", "-1x2", "18446744073709551615x2", "1x2,3x4"] {
            assert!(text.parse::<ChunkIndex>().is_err(), "{text}");
        }
        assert_eq!("".parse::<ChunkIndex>().unwrap().len(), 0);
    }
}
