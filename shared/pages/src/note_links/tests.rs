//! Notes that only their links give away.

use super::*;
use crate::source_page::SourcePage;
use crate::xhtml::{WalkSettings, walk_page_with};

/// The blocks of the pages; those of notes in braces.
fn settled(bodies: &[&str]) -> Vec<String> {
    let name = |at: usize| format!("p{at}.xhtml");
    let page = |(at, body): (usize, &&str)| SourcePage {
        name: name(at),
        text: format!("<html><body>{body}</body></html>"),
        ..SourcePage::default()
    };
    let sources: Vec<SourcePage> = bodies.iter().enumerate().map(page).collect();
    let linked = sources.iter().flat_map(|page| linked_ids(&page.text)).collect();
    let settings = WalkSettings { wanted: &HashSet::new(), linked: &linked, language: "en" };
    let walk = |(at, page)| walk_page_with(page, at, &settings);
    let mut pages: Vec<ParsedPage> = sources.iter().enumerate().map(walk).collect();
    let names: Vec<String> = sources.into_iter().map(|page| page.name).collect();
    settle_notes(&names, &mut pages);
    for page in &pages {
        let mut fates = vec![0; page.visible as usize];
        let of = |block: &Block| block.passage.numbers(0..block.passage.text().len());
        let read = page.blocks.iter().flat_map(of);
        let left_out = page.left_out.iter().map(|(numbers, _)| numbers.clone());
        read.chain(left_out).flatten().for_each(|number| fates[number as usize] += 1);
        assert!(fates.iter().all(|&fate| fate == 1), "{bodies:?}: {fates:?}");
    }
    let blocks = pages.iter().flat_map(|page| &page.blocks);
    let shown = blocks.filter_map(|block| {
        let text = block.text()?.trim();
        let is_note = block.matter.contains(&Matter::Notes);
        Some(if is_note { format!("{{{text}}}") } else { text.to_owned() })
    });
    shown.collect()
}

fn check(bodies: &[&str], expected: &[&str]) {
    assert_eq!(settled(bodies), expected, "{bodies:?}");
}

#[test]
fn a_place_that_links_back_is_a_note() {
    check(
        &[
            "<p>It ran.<a href='#f' id='r'>1</a> More.</p><p id='f'><a href='#r'>1.</a> See Smith.</p>",
        ],
        &["It ran. More.", "{See Smith.}"],
    );
    check(
        &[
            "<p>It ran<span><a href='#f' id='r'>[1]</a></span>.</p><ul><li id='f'><p>See Smith.</p><p>And Roe. <a href='#r'>↩</a></p></li></ul><p>End.</p>",
        ],
        &["It ran.", "{See Smith.}", "{And Roe.}", "End."],
    );
    check(
        &[
            "<p id='p3'>It ran.<a href='p1.xhtml#f'>*</a></p><p>Then.</p>",
            "<h2>Notes</h2><p><a id='f'></a>See Smith (<a href='p0.xhtml#p3'>back</a>).</p>",
        ],
        &["It ran.", "Then.", "{Notes}", "{See Smith.}"],
    );
    check(
        &[
            "<p>A b.<a id='r1' href='#f1'>1</a> C d.<a id='r2' href='#f2'>2</a></p><div><p id='f1'><a href='#r1'>1</a> One.</p><p>More of one.</p><p id='f2'><a href='#r2'>2</a> Two.</p></div>",
        ],
        &["A b. C d.", "{One.}", "{More of one.}", "{Two.}"],
    );
    check(
        &["<p>It ran.<sup><a id='r' href='#f'>1</a></sup></p><p id='f'>1. See Smith.</p>"],
        &["It ran.", "{1. See Smith.}"],
    );
}

#[test]
fn other_links_that_lead_back_are_read() {
    check(
        &[
            "<ul><li id='t1'><a href='#c1'>1</a></li><li id='t2'><a href='#c2'>2</a></li></ul><h2 id='c1'><a href='#t1'>1</a></h2><p>A.</p><h2 id='c2'>Part <a href='#t2'>2</a></h2>",
        ],
        &["1", "2", "1", "A.", "Part 2"],
    );
    check(
        &[
            "<p id='a'>See section <a href='#b'>2</a>.</p><h3 id='b'>Two <a href='#a'>↑</a></h3><p>B.</p>",
        ],
        &["See section 2.", "Two ↑", "B."],
    );
    check(
        &[
            "<p id='a'>Go on to <a href='#b'>14</a> or <a href='#c'>15</a>.</p><p id='b'>14 You win.</p><p id='c'>15 You lose.</p>",
        ],
        &["Go on to 14 or 15.", "14 You win.", "15 You lose."],
    );
    check(
        &[
            "<p>Note.<a href='#f1' id='r1'>1</a></p><p id='f1'><a href='#r1'>1</a> One.</p><p>The story goes on.<a href='#f2' id='r2'>2</a></p><p id='f2'><a href='#r2'>2</a> Two.</p><p>The end.</p>",
        ],
        &["Note.", "{One.}", "The story goes on.", "{Two.}", "The end."],
    );
}
