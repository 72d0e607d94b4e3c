//! Blocks, hints and left-out text of markup.

mod inline;

use contract::Matter;

use super::*;
use crate::block::{Block, BlockKind};
use crate::passage::AnnotationKind;

fn walked(body: &str) -> ParsedPage {
    walk(
        &format!("<html><head><title>no</title></head><body>{body}</body></html>"),
        0,
        &HashSet::new(),
    )
}

/// Checks the blocks of `body`; `#` begins a heading, `---` is a scene break.
fn check(body: &str, expected: &[&str]) {
    let document = walked(body);
    let text = |block: &Block| match block.kind {
        BlockKind::Break => "---".to_owned(),
        BlockKind::Heading(level) => format!("#{level} {}", block.passage.text()),
        BlockKind::Verse => format!("/ {}", block.passage.text()),
        BlockKind::Quote => format!("> {}", block.passage.text()),
        BlockKind::Speaker => format!("@ {}", block.passage.text()),
        BlockKind::Description => format!("! {}", block.passage.text()),
        BlockKind::Paragraph | BlockKind::Item | BlockKind::Row => block.passage.text().to_owned(),
    };
    let found: Vec<String> = document.blocks.iter().map(text).collect();
    assert_eq!(found, expected, "{body}");
    all_accounted(&document, body);
}

/// Every visible character is in a block or left out, and in no two reasons at once.
fn all_accounted(document: &ParsedPage, body: &str) {
    let mut fates = vec![0; document.visible as usize];
    for block in &document.blocks {
        for numbers in block.passage.numbers(0..block.passage.text().len()) {
            numbers.for_each(|number| fates[number as usize] = 1);
        }
    }
    for (numbers, _) in &document.left_out {
        numbers.clone().for_each(|number| fates[number as usize] += 2);
    }
    assert!(fates.iter().all(|fate| matches!(fate, 1 | 2)), "{body}: {fates:?}");
}

fn left_out(document: &ParsedPage) -> Vec<(&str, u32)> {
    document.left_out.iter().map(|(numbers, why)| (&**why, numbers.end - numbers.start)).collect()
}

fn matter(body: &str) -> Vec<Vec<Matter>> {
    walked(body).blocks.into_iter().map(|block| block.matter).collect()
}

#[test]
fn blocks_stand_for_themselves_and_inline_markup_joins() {
    check("<p><span>W</span>hen <i>we</i>\n<b>met</b></p>", &["When we met"]);
    check("<div>bare<p>one</p>tail</div>", &["bare", "one", "tail"]);
    check("<table><tr><td>ANNA</td><td>Yes.</td></tr></table>", &["@ ANNA", "Yes."]);
    check("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", &["a", "b", "c"]);
    check("<p>a<br/>b</p>", &["a b"]);
    check(
        "<p>so\u{ad}ft\u{200b} \u{a0}x&nbsp;&eacute;&#233;&unknown;</p>",
        &["soft x éé&unknown;"],
    );
    check("<p><a id='x'/>one</p><p><span/>two</p>", &["one", "two"]);
}

#[test]
fn headings_have_levels_and_subtitles() {
    check("<hgroup><h2>I</h2><p>1805</p></hgroup><p>x</p>", &["#2 I", "#6 1805", "x"]);
    check("<h3>I<br/>The <i>Sea</i></h3>", &["#3 I The Sea"]);
}

#[test]
fn scenes_end_at_rules_and_ornaments() {
    check("<p>a</p><hr/><p>b</p>", &["a", "---", "b"]);
    check("<p>a</p><p>* * *</p><hr/><p>b</p>", &["a", "---", "b"]);
    check("<p>* * *</p><p>b</p>", &["b"]);
    assert_eq!(left_out(&walked("<p>a</p><p>* * *</p><p>b</p>")), [("scene break", 3)]);
}

#[test]
fn what_is_not_read_is_counted_with_a_reason() {
    let body = "<p>a<a epub:type='noteref' href='#n'>12</a> b<span epub:type='pagebreak'>7</span></p>\
        <div hidden=''><p>not</p></div><p style='display: none'>nor</p><ruby>漢<rt>kan</rt></ruby>\
        <div data-lector-skip='licence'>a b</div>";

    let document = walked(body);

    check(body, &["a b", "漢"]);
    let reasons = [
        ("note reference", 2),
        ("page number", 1),
        ("hidden", 6),
        ("reading aid", 3),
        ("licence", 2),
    ];
    assert_eq!(left_out(&document), reasons);
}

#[test]
fn raised_numbers_that_link_to_notes_are_not_read() {
    check("<p>end.<sup><a href='#fn1'>1</a></sup> On</p>", &["end. On"]);
    check("<p>end<a href='n.xhtml#x'><sup>*</sup></a>.</p>", &["end."]);
    check("<p>end <a href='#note12'>[12]</a>.</p>", &["end ."]);
    check("<p>x<sup>2</sup> and 1<sup>st</sup></p>", &["x² and 1st"]);
    check(
        "<p>see <a href='c2.xhtml#p4'>chapter two</a> or <a href='#c3'>3</a></p>",
        &["see chapter two or 3"],
    );
    check("<p>a<sup><a href='#fn1'>1<p>b</p></a></sup></p>", &["a1", "b"]);
    let document = walked("<p>end.<sup><a href='n.xhtml#fn1'>1</a></sup> On</p>");
    let marks = document.blocks[0].passage.annotations();
    assert_eq!(marks[0].kind, AnnotationKind::Note("n.xhtml#fn1".to_owned()));
    assert_eq!(marks[0].range, 4..4);
}

#[test]
fn a_picture_is_described_beside_the_text_and_is_the_text_where_there_is_nothing_else() {
    check("<img alt='A map' src='m.png'/>", &["A map"]);
    check("<p>text</p><img alt='A map' src='m.png'/>", &["text", "! A map"]);
    check("<p>a <img alt='' src='m.png'/>b</p>", &["a b"]);
}

#[test]
fn tables_are_read_row_by_row() {
    let head = "<table><thead><tr><th>Name</th><th>Age</th></tr></thead>";
    check(
        &format!("{head}<tr><td>Ann</td><td>7</td></tr><tr><td>Bob</td><td></td></tr></table>"),
        &["Name: Ann; Age: 7", "Bob"],
    );
    check(
        &format!("{head}<tr><td>Ann</td><td>7</td></tr><tr><td>Bob</td><td>8</td></tr></table>"),
        &["Name: Ann; Age: 7", "Bob; 8"],
    );
    let head3 = "<table><tr><th>Name</th><th>Age</th><th>Town</th></tr>";
    check(
        &format!(
            "{head3}<tr><td>Ann</td><td>7</td><td>Rye</td></tr><tr><td>Bob</td><td></td><td>Ely</td></tr></table>"
        ),
        &["Name: Ann; Age: 7; Town: Rye", "Name: Bob; Town: Ely"],
    );
    check(&format!("{head}</table>"), &["Name, Age"]);
    check("<table><tr><td>1</td><td>one</td></tr></table>", &["1, one"]);
    check(
        "<table><tr><td><p>left</p><p>more</p></td><td>right</td></tr></table>",
        &["left", "more", "right"],
    );
    check(
        "<table><tr><td><table><tr><td>in</td><td>ner</td></tr></table></td></tr></table>",
        &["in, ner"],
    );
    check("<table><tr><td>open", &["open"]);
    assert_eq!(matter("<table><tr><td>1</td><td>one</td></tr></table>"), [vec![Matter::Tables]]);
}

#[test]
fn columns_of_money_are_amounts() {
    check(
        "<table><tr><th>Year</th><th>£</th><th>s.</th><th>d.</th></tr><tr><td>1595</td><td>2</td><td>0</td><td>6</td></tr>\
         <tr><td>1596</td><td>3</td><td>10</td><td>0</td></tr></table>",
        &["Year: 1595; £2 0s. 6d.", "1596; £3 10s. 0d."],
    );
    check(
        "<table><tr><th>Item</th><th>$</th></tr><tr><td>Tea</td><td>4.50</td></tr></table>",
        &["Item: Tea; $4.50"],
    );
    check(
        "<table><tr><th>s.</th><th>d.</th></tr><tr><td>so</td><td>done</td></tr></table>",
        &["s.: so; d.: done"],
    );
}

#[test]
fn a_play_has_speakers_and_lines() {
    check(
        "<table><tr><td epub:type='z3998:persona'>Ann</td><td>Yes.</td></tr>\
         <tr><td/><td><i>Exit <b epub:type='z3998:persona'>Bob</b>.</i></td></tr></table>",
        &["@ Ann", "Yes.", "Exit Bob."],
    );
}

#[test]
fn verse_keeps_its_lines() {
    let body =
        "<div class='poem'><p>One<br/>two,<br/><br/>three</p></div><p>a<br/>b<br/><br/>c</p>";

    check(body, &["/ One two, three", "a b", "c"]);
    let document = walked(body);
    let lines = document.blocks[0].passage.annotations().iter();
    assert_eq!(lines.map(|mark| mark.range.start).collect::<Vec<_>>(), [3, 8, 8]);
}

#[test]
fn matter_is_known_by_its_place() {
    use Matter::{Captions, Code, Notes, TitlePage};
    assert_eq!(
        matter("<section epub:type='titlepage'><h1>T</h1></section><p>x</p>"),
        [vec![TitlePage], vec![]]
    );
    assert_eq!(
        matter("<pre>x = 1</pre><figure><figcaption>c</figcaption></figure>"),
        [vec![Code], vec![Captions]]
    );
    assert_eq!(
        matter("<pre>Tyger, Tyger,\nburning bright</pre><pre><code>a b</code></pre>"),
        [vec![], vec![Code]]
    );
    let notes = "<section role='doc-endnotes'><ol><li id='n1'><p>note <a role='doc-backlink' href='#r'>back</a></p></li></ol></section>";
    assert_eq!(matter(notes), [vec![Notes]]);
    assert_eq!(walked(notes).blocks[0].note.as_deref(), Some("n1"));
    let aside = walked("<aside epub:type='footnote' id='f'><p>f</p></aside>");
    assert_eq!(aside.blocks[0].note.as_deref(), Some("f"));
}

#[test]
fn languages_and_semantics_are_kept() {
    let document = walked(
        "<p xml:lang='fr'>Louis <span epub:type='z3998:roman'>XIV</span>.</p><blockquote>q</blockquote>",
    );

    assert_eq!(document.blocks[0].language.as_deref(), Some("fr"));
    let mark = &document.blocks[0].passage.annotations()[0];
    assert_eq!((&mark.kind, mark.range.clone()), (&AnnotationKind::Roman, 6..9));
    assert_eq!(document.blocks[1].kind, BlockKind::Quote);
}

#[test]
fn formulas_are_read_as_the_book_says_them() {
    let body = "<p>so <math alttext='E equals m c squared'><mi>E</mi><mo>=</mo><mi>m</mi></math> holds</p>";
    check(body, &["so E equals m c squared holds"]);
    check("<p><math><mi>E</mi><mo>=</mo></math></p>", &["E equals"]);
    check(
        "<p>Let <math alttext='formula'><msup><mi>x</mi><mn>2</mn></msup></math>be, and <math alttext='eq_12'><mi>y</mi></math>.</p>",
        &["Let x squared be, and y."],
    );
    check(
        "<p><math alttext='x_{1}'><semantics><msub><mi>x</mi><mn>1</mn></msub><annotation encoding='TeX'>x_1</annotation></semantics></math></p>",
        &["x sub 1"],
    );
    check("<p>so \\(x^2\\) or $5 and $10</p>", &["so x squared or $5 and $10"]);
    check("<p lang='de'><math><mfrac><mn>1</mn><mn>2</mn></mfrac></math></p>", &["ein halb"]);
    check("<p lang='fi'><math><mi>x</mi><mo>=</mo></math></p>", &["x="]);
    check("<p><math><mi>x</mi><p>open", &["x", "open"]);
}

#[test]
fn tag_soup_loses_no_word() {
    check(
        "<p>one<p>two<br>three <b>x<i>y</b></i> & raw < amp <div>four",
        &["one", "two three xy & raw < amp", "four"],
    );
    check("<ul><li>a<li>b</ul>tail</p></div>", &["a", "b", "tail"]);
    assert!(walked("<p>open").is_malformed && !walked("<p>closed</p>").is_malformed);
}

#[test]
fn wanted_ids_are_found_where_their_text_begins() {
    let text =
        "<body><h1 id='a'>A</h1><p>one</p><a id='b'/><h2>B</h2><p>two <i id='c'>c</i></p></body>";

    let document = walk(text, 0, &HashSet::from(["a", "b", "c"]));

    let at = |id: &str| document.anchors[id];
    assert_eq!((at("a"), at("b"), at("c")), (0, 2, 3));
}

#[test]
fn any_depth_is_walked_and_keeps_its_text() {
    let deep = format!("{}deep{}<p>after</p>", "<div>".repeat(100_000), "</div>".repeat(100_000));

    check(&deep, &["deep", "after"]);
}

#[test]
fn sounds_and_silences_are_marked_and_their_marks_left_out() {
    let body = "<p>Ask Siân <span data-lector-ipa='ʃɑːn'>[ipa ʃɑːn]</span>. Wait \
        <span data-lector-pause='300'>[pause 300ms]</span> now. \
        <i ssml:alphabet='ipa' ssml:ph='x'>X</i> <i ssml:ph='y'>Y</i></p>";

    check(body, &["Ask Siân . Wait now. X Y"]);
    let document = walked(body);
    let marks = document.blocks[0].passage.annotations().iter();
    let marks: Vec<_> = marks.map(|mark| (mark.range.clone(), mark.kind.clone())).collect();
    let ipa = |sounds: &str| AnnotationKind::Ipa(sounds.to_owned());
    assert_eq!(
        marks,
        [(4..9, ipa("ʃɑːn")), (16..16, AnnotationKind::Pause(300)), (22..23, ipa("x"))]
    );

    let apart = walked("<p>One.</p><p><span data-lector-pause='300'>[pause 300ms]</span></p>");
    let silence = &apart.blocks[0].passage.annotations()[0];
    assert_eq!((&silence.kind, silence.range.clone()), (&AnnotationKind::Pause(300), 4..4));
}

#[test]
fn what_is_left_out_does_not_hide_a_reference_behind_it() {
    check(
        "<p>x <a class='pagenum' href='#p'>12</a> more.<sup><a href='#fn3'>3</a></sup> On</p>",
        &["x more. On"],
    );
    check(
        "<p>a<a epub:type='noteref' href='#fn1'>1</a>12<i epub:type='z3998:roman'>3</i></p>",
        &["a123"],
    );
    let inside = walked("<p>a<sup class='noteref'><a href='#fn1'>1</a></sup></p>");
    assert_eq!(
        inside.blocks[0].passage.annotations()[0].kind,
        AnnotationKind::Note("#fn1".to_owned())
    );
}

#[test]
fn what_stands_first_in_a_line_does_not_decide_for_all_of_it() {
    let document = walked(
        "<p><i xml:lang='fr'>Mon Dieu</i>, he said.</p><p><sup class='footnote'>a</sup>In the</p>",
    );

    assert_eq!((&document.blocks[0].language, document.blocks[1].matter.len()), (&None, 0));
}

#[test]
fn scripts_and_declarations_swallow_no_text() {
    check("<p>a</p><script>for (i=0;i<n;i++) {}</script><p>b</p><p>open", &["a", "b", "open"]);
    check("<p><![if !supportLists]>1. <![endif]>One</p><p>open", &["1. One", "open"]);
    let head = walk("<head><title>x<body><p>text</p>", 0, &HashSet::new());
    assert_eq!(head.visible, 4);
}
