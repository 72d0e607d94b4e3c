//! One book's window: which segments are waiting, open or done. Pure.

use std::collections::HashSet;

use contract::{ChapterId, ChapterOutline, SegmentId};

/// What is known of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SegmentState {
    Waiting,
    Open,
    Done,
}

/// The segments of a plan, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Window {
    /// Each chapter and the index of its first segment.
    chapters: Vec<(ChapterId, usize)>,
    states: Vec<SegmentState>,
    open: usize,
    done: usize,
    /// Nothing is waiting before this index.
    first_waiting: usize,
    is_filling: bool,
}

impl Window {
    /// All segments waiting.
    pub(crate) fn new(outline: &[ChapterOutline]) -> Self {
        let mut chapters = Vec::with_capacity(outline.len());
        let mut count = 0;
        for chapter in outline {
            chapters.push((chapter.chapter, count));
            count += chapter.segments as usize;
        }
        let states = vec![SegmentState::Waiting; count];
        Self { chapters, states, open: 0, done: 0, first_waiting: 0, is_filling: false }
    }

    /// Whether every segment is done.
    pub(crate) fn is_done(&self) -> bool {
        self.done == self.states.len()
    }

    /// Whether nothing is left to be released.
    pub(crate) fn is_released(&self) -> bool {
        self.open + self.done == self.states.len()
    }

    /// The next segments to release, at most `most`; none until the window of `size` is half empty.
    pub(crate) fn next(&mut self, size: usize, most: usize) -> Vec<usize> {
        if self.open < size.div_ceil(2) {
            self.is_filling = true;
        }
        if self.open >= size {
            self.is_filling = false;
        }
        if !self.is_filling {
            return vec![];
        }
        let waiting = |at: &usize| self.states[*at] == SegmentState::Waiting;
        let next: Vec<usize> =
            (self.first_waiting..self.states.len()).filter(waiting).take(most).collect();
        self.first_waiting = next.first().copied().unwrap_or(self.states.len());
        next
    }

    /// The segments whose jobs are open, in reading order.
    pub(crate) fn open(&self) -> impl Iterator<Item = usize> {
        let states = self.states.iter().enumerate();
        states.filter(|(_, state)| **state == SegmentState::Open).map(|(at, _)| at)
    }

    /// How many jobs there is room for.
    pub(crate) fn room(&self, size: usize) -> usize {
        size.saturating_sub(self.open)
    }

    /// A job was enqueued for the segment at `index`.
    pub(crate) fn opened(&mut self, index: usize) {
        self.set(index, SegmentState::Open);
    }

    /// A fact about the segment was received.
    pub(crate) fn told(&mut self, segment: SegmentId) {
        if let Some(index) = self.index(segment) {
            self.set(index, SegmentState::Done);
        }
    }

    /// The segment at `index` is done.
    pub(crate) fn settled(&mut self, index: usize) {
        self.set(index, SegmentState::Done);
    }

    /// Whether the open jobs are exactly those that are expected.
    pub(crate) fn agrees(&self, open: &[SegmentId]) -> bool {
        let is_open = |&id: &SegmentId| {
            self.index(id).is_some_and(|index| self.states[index] == SegmentState::Open)
        };
        open.len() == self.open && open.iter().all(is_open)
    }

    /// Makes all segments wait again: none of the facts about them is stored any more.
    pub(crate) fn reset(&mut self) {
        self.correct(&[], &[]);
    }

    /// Takes over what the broker has; returns how many jobs were lost.
    pub(crate) fn correct(&mut self, done: &[SegmentId], open: &[SegmentId]) -> usize {
        let done: HashSet<usize> = done.iter().filter_map(|&id| self.index(id)).collect();
        let open: HashSet<usize> = open.iter().filter_map(|&id| self.index(id)).collect();
        let mut lost = 0;
        for index in 0..self.states.len() {
            let state = match (done.contains(&index), open.contains(&index)) {
                (true, _) => SegmentState::Done,
                (false, true) => SegmentState::Open,
                (false, false) => SegmentState::Waiting,
            };
            lost += usize::from(
                state == SegmentState::Waiting && self.states[index] == SegmentState::Open,
            );
            self.set(index, state);
        }
        lost
    }

    fn set(&mut self, index: usize, state: SegmentState) {
        match self.states[index] {
            SegmentState::Open => self.open -= 1,
            SegmentState::Done => self.done -= 1,
            SegmentState::Waiting => {}
        }
        match state {
            SegmentState::Open => self.open += 1,
            SegmentState::Done => self.done += 1,
            SegmentState::Waiting => self.first_waiting = self.first_waiting.min(index),
        }
        self.states[index] = state;
    }

    fn index(&self, segment: SegmentId) -> Option<usize> {
        let at = self.chapters.binary_search_by_key(&segment.chapter, |chapter| chapter.0).ok()?;
        let end = self.chapters.get(at + 1).map_or(self.states.len(), |next| next.1);
        let index = self.chapters[at].1 + (segment.index as usize).checked_sub(1)?;
        (index < end).then_some(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(segments: &[u32]) -> Window {
        let outline = |(chapter, &segments): (u32, &u32)| ChapterOutline {
            chapter: ChapterId(chapter),
            title: String::new(),
            segments,
            characters: 0,
        };
        Window::new(&(1..).zip(segments).map(outline).collect::<Vec<_>>())
    }

    fn id(chapter: u32, index: u32) -> SegmentId {
        SegmentId::new(ChapterId(chapter), index)
    }

    #[test]
    fn a_window_is_filled_when_it_is_half_empty_and_never_past_its_size() {
        let mut window = window(&[4, 20]);

        for at in window.next(4, 4) {
            window.opened(at);
        }
        assert_eq!((window.room(4), window.next(4, 4)), (0, vec![]));

        window.told(id(1, 1));
        window.told(id(1, 2));
        assert_eq!(window.next(4, 4), Vec::<usize>::new());
        window.told(id(1, 3));

        assert_eq!(window.next(4, window.room(4)), [4, 5, 6]);
    }

    #[test]
    fn facts_in_any_order_and_number_end_a_book() {
        let mut window = window(&[1, 2]);

        for segment in [id(2, 2), id(2, 2), id(9, 1), id(2, 3), id(2, 0), id(1, 1), id(2, 1)] {
            window.told(segment);
        }

        assert!(window.is_done() && window.is_released());
        assert_eq!(window.next(16, 16), Vec::<usize>::new());
    }

    #[test]
    fn a_window_agrees_with_exactly_its_open_jobs() {
        let mut window = window(&[4]);
        for at in window.next(16, 2) {
            window.opened(at);
        }

        assert!(window.agrees(&[id(1, 2), id(1, 1)]));
        for other in [&[][..], &[id(1, 1)], &[id(1, 1), id(1, 3)], &[id(1, 1), id(2, 1)]] {
            assert!(!window.agrees(other), "{other:?}");
        }
        window.told(id(1, 1));
        assert!(window.agrees(&[id(1, 2)]));
    }

    #[test]
    fn what_got_lost_is_waiting_again() {
        let mut window = window(&[4]);
        for at in window.next(16, 3) {
            window.opened(at);
        }

        let lost = window.correct(&[id(1, 1)], &[id(1, 2)]);

        assert_eq!(lost, 1);
        assert_eq!(window.next(16, 16), [2, 3]);
    }
}
