//! What is wrong with the pages of an EPUB: pages that are lost, letters that are garbled, tags that do not end.

use crate::formats::page_text::page_text;

/// Most names in a warning, and most warnings about lost pages.
const NAMED: usize = 8;

/// The faults of all pages.
#[derive(Debug, Default)]
pub(super) struct PageFaults {
    lost: Vec<String>,
    garbled: Vec<String>,
    perhaps_garbled: Vec<String>,
    mended: Vec<String>,
}

impl PageFaults {
    /// A page cannot be opened, for a reason that names it.
    pub(super) fn lose(&mut self, why: String) {
        self.lost.push(why);
    }

    /// The text of the page called `name`.
    pub(super) fn read(&mut self, name: &str, bytes: &[u8]) -> String {
        let page = page_text(bytes);
        let found = [
            (page.was_garbled, &mut self.garbled),
            (page.may_be_garbled, &mut self.perhaps_garbled),
            (page.was_mended, &mut self.mended),
        ];
        for (is_so, names) in found {
            if is_so {
                names.push(format!("`{name}`"));
            }
        }
        page.text
    }

    pub(super) fn first_lost(&self) -> Option<&str> {
        self.lost.first().map(String::as_str)
    }

    /// A line for each of the first lost pages, and one for each other fault.
    pub(super) fn told(mut self) -> (Vec<String>, Vec<String>) {
        let more = self.lost.len().saturating_sub(NAMED);
        self.lost.truncate(NAMED);
        if more > 0 {
            self.lost.push(format!("{more} more pages cannot be opened"));
        }
        let others = [
            (&self.garbled, "letters were garbled in", "they were put right"),
            (&self.perhaps_garbled, "letters may be garbled in", "they are read as they are"),
            (&self.mended, "tags do not end in", "they were read as a browser does"),
        ];
        let said = others.into_iter().filter(|(names, ..)| !names.is_empty());
        let lines = said.map(|(names, what, then)| format!("{what} {}; {then}", listed(names)));
        let lines = lines.collect();
        (self.lost, lines)
    }
}

fn listed(names: &[String]) -> String {
    let more = names.len().saturating_sub(NAMED);
    let listed = names[..names.len() - more].join(", ");
    if more == 0 { listed } else { format!("{listed} and {more} more") }
}
