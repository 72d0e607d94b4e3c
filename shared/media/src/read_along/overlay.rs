//! Media overlays: the clip of sound for each element of a page, as SMIL.

use quick_xml::escape::escape;

use super::paths::relative;
use crate::book_timeline::BookTimeline;

/// The beginning of every overlay. Its elements are directly in the body: a sequence would have to refer to an element.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <smil xmlns=\"http://www.w3.org/ns/SMIL\" version=\"3.0\">\n<body>\n";

/// An element of a page, and the time when it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Par {
    /// The index of the chapter that contains it.
    pub(super) chapter: usize,
    /// Its place in the chapter: sentence, and piece of the sentence.
    pub(super) order: (usize, usize),
    /// The element's id.
    pub(super) id: String,
    /// When it begins, in samples of the chapter's own sound.
    pub(super) begin: u64,
    /// Its clip, in milliseconds of the chapter's sound.
    pub(super) clip: (u64, u64),
}

/// The spoken elements of a page, in the order of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Overlay {
    /// The page's name in the archive.
    pub(super) page: String,
    pub(super) pars: Vec<Par>,
}

/// Gives every element its clip, up to the start of the next one, so that no sound between two elements is lost. Elements
/// without sound are removed.
pub(super) fn time(book: &BookTimeline<'_>, overlays: &mut Vec<Overlay>) {
    for (chapter, timed) in book.chapters.iter().enumerate() {
        let mut pars: Vec<&mut Par> = overlays
            .iter_mut()
            .flat_map(|overlay| &mut overlay.pars)
            .filter(|par| par.chapter == chapter)
            .collect();
        pars.sort_by_key(|par| par.order);
        let mut end = book.ms(timed.end - timed.sound_at);
        let last = pars.len().saturating_sub(1);
        for (back, par) in pars.into_iter().rev().enumerate() {
            // Sound before the first element belongs to that element.
            let leads = back == last && par.order > (0, 0);
            let begin = if leads { 0 } else { book.ms(par.begin).min(end) };
            par.clip = (begin, end);
            end = begin;
        }
    }
    for overlay in &mut *overlays {
        overlay.pars.retain(|par| par.clip.0 < par.clip.1);
    }
    overlays.retain(|overlay| !overlay.pars.is_empty());
}

impl Overlay {
    /// How long it is, in milliseconds.
    pub(super) fn duration_ms(&self) -> u64 {
        self.pars.iter().map(|par| par.clip.1 - par.clip.0).sum()
    }

    /// Writes the overlay as the document called `name`; `audio` names the file of a chapter.
    pub(super) fn smil(&self, name: &str, audio: impl Fn(usize) -> String) -> String {
        let page = relative(name, &self.page);
        let page = escape(&page);
        let mut smil = HEAD.to_owned();
        for (number, par) in (1..).zip(&self.pars) {
            let sound = relative(name, &audio(par.chapter));
            smil.push_str(&format!(
                "<par id=\"par-{number}\"><text src=\"{page}#{}\"/><audio src=\"{}\" clipBegin=\"{}\" clipEnd=\"{}\"/></par>\n",
                par.id,
                escape(&sound),
                seconds(par.clip.0),
                seconds(par.clip.1)
            ));
        }
        smil.push_str("</body>\n</smil>\n");
        smil
    }
}

fn seconds(ms: u64) -> String {
    format!("{}.{:03}s", ms / 1000, ms % 1000)
}

/// A duration in the format of packages.
pub(super) fn clock(ms: u64) -> String {
    let seconds = ms / 1000;
    format!("{}:{:02}:{:02}.{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60, ms % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book_timeline::tests::{audio, book, plan};

    fn par(chapter: usize, order: (usize, usize), begin: u64) -> Par {
        let id = format!("s{chapter}-{}-{}", order.0, order.1);
        Par { chapter, order, id, begin, clip: (0, 0) }
    }

    fn overlay(page: &str, pars: Vec<Par>) -> Overlay {
        Overlay { page: page.to_owned(), pars }
    }

    fn clips(overlay: &Overlay) -> Vec<(u64, u64)> {
        overlay.pars.iter().map(|par| par.clip).collect()
    }

    #[test]
    fn clips_follow_one_another_through_all_pages_of_a_chapter() {
        let plan = plan(&[("One", &[]), ("Two", &[])]);
        let book = book(&plan, vec![audio(1, 5, &[], &[]), audio(2, 3, &[], &[])]);
        let mut overlays = vec![
            overlay("a", vec![par(0, (0, 0), 500), par(0, (2, 0), 1_500), par(1, (3, 0), 700)]),
            overlay("b", vec![par(0, (1, 0), 900), par(0, (1, 1), 1_500), par(1, (4, 0), 800)]),
            overlay("c", vec![]),
        ];

        time(&book, &mut overlays);

        assert_eq!(overlays.len(), 2);
        assert_eq!(clips(&overlays[0]), [(500, 900), (1_500, 4_096), (0, 800)]);
        assert_eq!(clips(&overlays[1]), [(900, 1_500), (800, 2_048)]);
        assert_eq!(overlays[1].duration_ms(), 600 + 1_248);
    }

    #[test]
    fn an_overlay_refers_to_its_page_and_to_the_sound() {
        let mut overlay = overlay("E/text/a b.xhtml", vec![par(0, (0, 0), 0)]);
        overlay.pars[0].clip = (61_002, 62_000);

        let smil = overlay.smil("E/r/1.smil", |chapter| format!("E/r/{chapter}.m4a"));

        assert!(smil.contains(
            "<par id=\"par-1\"><text src=\"../text/a%20b.xhtml#s0-0-0\"/>\
             <audio src=\"0.m4a\" clipBegin=\"61.002s\" clipEnd=\"62.000s\"/></par>"
        ));
        assert_eq!(clock(3_661_005), "1:01:01.005");
    }
}
