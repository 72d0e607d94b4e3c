//! Further cases of raised text, initials, lines, scenes and formulas.

use super::{all_accounted, walked};
use crate::block::BlockKind;
use crate::passage::AnnotationKind;

/// Checks blocks; `/` is the end of a line, `---` a scene break, `!` a description.
#[track_caller]
fn check(body: &str, expected: &str) {
    let document = walked(body);
    let shown = document.blocks.iter().map(|block| {
        let mut text = block.passage.text().to_owned();
        let lines = block.passage.annotations().iter();
        let lines = lines.filter(|mark| mark.kind == AnnotationKind::Line);
        for mark in lines.rev() {
            text.insert_str(mark.range.start, " /");
        }
        match block.kind {
            BlockKind::Break => "---".to_owned(),
            BlockKind::Description => format!("!{text}"),
            _ => text,
        }
    });
    assert_eq!(shown.collect::<Vec<_>>().join(" | "), expected, "{body}");
    all_accounted(&document, body);
}

#[test]
fn marks_of_notes_without_links() {
    check("<p>He left.<sup>1</sup>Then she wept.<sup>2</sup></p>", "He left. Then she wept.");
    check("<p>“Who?”<sup>3</sup> he said;<sup>4</sup> no—<sup>5</sup></p>", "“Who?” he said; no—");
    check("<p>Rome<sup>[2]</sup> fell<sup>(3)</sup>.</p>", "Rome fell.");
    check("<p>Rome[2] fell.[3] Then</p>", "Rome fell. Then");
    check("<p>a[1] = b[2]; in [1932] AC 5</p>", "a[1] = b[2]; in [1932] AC 5");
    check(
        "<p>the king<span style='vertical-align: super'>7</span> and queen*</p>",
        "the king and queen",
    );
    check("<p>*stress* and f*** off, 2*3</p>", "*stress* and f*** off, 2*3");
    check("<p>Goethe († 1832) died.† He</p>", "Goethe († 1832) died. He");
    check("<p>le roi<sup>1</sup> est mort ; la reine²&#160;!</p>", "le roi est mort ; la reine !");
    check("<p>10⁻³ m, Fe³⁺, xⁿ⁺¹ and 10⁶</p>", "10⁻³ m, Fe³⁺, xⁿ⁺¹ and 10⁶");
    check("<p>12<small><sup>th</sup></small> May</p>", "12th May");
}

#[test]
fn powers_indices_and_ordinals() {
    check("<p>3 × 10<sup>8</sup> m s<sup>−1</sup></p>", "3 × 10⁸ m s⁻¹");
    check(
        "<p>V = 4/3 πr<sup>3</sup>; a<sup>2</sup>+b<sup>2</sup>=c<sup>2</sup></p>",
        "V = 4/3 πr³; a²+b²=c²",
    );
    check("<p>100 km<sup>2</sup>, 20 ft<sup>2</sup></p>", "100 km², 20 ft²");
    check(
        "<p>NH<sub>3</sub> and Al<sub>2</sub>(SO<sub>4</sub>)<sub>3</sub></p>",
        "NH3 and Al2(SO4)3",
    );
    check("<p>v<sub>0</sub>, T<sub>max</sub>, x<sub>1</sub><sup>2</sup></p>", "v₀, T max, x₁²");
    check(
        "<p>N<sup>o</sup> 5, D<sup>r</sup> B, 2<sup>nde</sup>, XX<sup>e</sup></p>",
        "No 5, Dr B, 2nde, XXe",
    );
    check("<p>5<sup>1</sup>/<sub>2</sub> miles</p>", "5 1/2 miles");
    check("<p>vitamin B<sub>12</sub> in 1920<sup>4</sup> he</p>", "vitamin B12 in 1920 he");
}

#[test]
fn large_initials() {
    check("<p><img alt='“I' src='i.png'/>t is late,” he said.</p>", "“It is late,” he said.");
    check("<p><img alt='Illuminated letter N'/>ow then.</p>", "Now then.");
    check("<p><span class='dropcap'>O</span> nce more.</p>", "Once more.");
    check("<p><span style='float: left'>A</span> nd so.</p>", "And so.");
    check("<p><span class='drop-cap'>A</span> man came.</p>", "A man came.");
    check("<h2><img alt='II' src='x.png'/></h2><p>Text.</p>", "II | Text.");
    check(
        "<h2>The Sea <img alt='A ship at sea, drawn by the author' src='x.png'/></h2>",
        "The Sea | !A ship at sea, drawn by the author",
    );
    check("<p>Look: <img alt='photo_12' src='x.png'/> there.</p>", "Look: there.");
    check(
        "<p>Text.</p><p><img alt='Plan of the house with its garden'/></p>",
        "Text. | !Plan of the house with its garden",
    );
}

#[test]
fn lines_in_any_markup() {
    check(
        "<div class='poem'><div class='stanza'><div>One</div><div>two</div></div><div class='stanza'><div>three</div></div></div>",
        "One / two | three",
    );
    check("<lg><l>One</l><l>two <span class='lineno'>5</span></l></lg>", "One / two");
    check(
        "<p class='poetry'><span style='display:block'>One</span><span style='display:block'>two</span></p>",
        "One / / two /",
    );
    check("<div class='verse'><p>One</p><p>two<i>10</i></p></div>", "One / two");
    check("<p>Yours ever,<br/>Ann</p>", "Yours ever, / Ann");
    check(
        "<p>the long line of prose that was folded here<br/>and goes on in small letters as if no line<br/>had ended here at all, which is folding.</p>",
        "the long line of prose that was folded here and goes on in small letters as if no line had ended here at all, which is folding.",
    );
    check(
        "<div class='poem'><p>In the year <b>1805</b> we sailed</p><p>out</p></div>",
        "In the year 1805 we sailed / out",
    );
    check(
        "<svg><text><tspan x='0' y='1'>Up</tspan><tspan x='0' dy='1em'>down</tspan></text></svg>",
        "Up / / down /",
    );
}

#[test]
fn scenes() {
    let between = |middle: &str| format!("<p>The first scene.</p>{middle}<p>The second one.</p>");
    let is_break = "The first scene. | --- | The second one.";
    for middle in [
        "<p>◊</p>",
        "<p>~ ~ ~</p>",
        "<p>ooOoo</p>",
        "<p>x X x</p>",
        "<div class='scene-break'><img src='a.png' alt=''/></div>",
        "<p><img src='img/ornament-3.png' alt=''/></p>",
        "<p><img alt='Scene break'/></p>",
        "<p>—oOo—</p>",
        "<p>¤</p>",
    ] {
        check(&between(middle), is_break);
    }
    check(&between("<p>“…!”</p>"), "The first scene. | The second one.");
    check(&between("<p>Ox</p>"), "The first scene. | Ox | The second one.");
    check(&between("<p>OK</p>"), "The first scene. | OK | The second one.");
    check(&between("<p>XX</p>"), "The first scene. | XX | The second one.");
    check(
        &between("<p>IX</p><p>It went on and on.</p><p>XXX</p>"),
        "The first scene. | IX | It went on and on. | XXX | The second one.",
    );
}
