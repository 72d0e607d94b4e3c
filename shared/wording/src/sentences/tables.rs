//! Compares sentence boundaries with tables that were split by hand.

use contract::Pause;

use super::sentence_spans;

/// The language of each table, and the lowest F1 score of its boundaries, in thousandths.
const TABLES: [(&str, &str, u32); 14] = [
    ("en", include_str!("../../tests/sentences/en.txt"), 995),
    ("fr", include_str!("../../tests/sentences/fr.txt"), 1000),
    ("de", include_str!("../../tests/sentences/de.txt"), 980),
    ("es", include_str!("../../tests/sentences/es.txt"), 980),
    ("it", include_str!("../../tests/sentences/it.txt"), 1000),
    ("pt", include_str!("../../tests/sentences/pt.txt"), 1000),
    ("nl", include_str!("../../tests/sentences/nl.txt"), 1000),
    ("sv", include_str!("../../tests/sentences/sv.txt"), 1000),
    ("pl", include_str!("../../tests/sentences/pl.txt"), 1000),
    ("cs", include_str!("../../tests/sentences/cs.txt"), 1000),
    ("ru", include_str!("../../tests/sentences/ru.txt"), 1000),
    ("el", include_str!("../../tests/sentences/el.txt"), 1000),
    ("ja", include_str!("../../tests/sentences/ja.txt"), 1000),
    ("zh", include_str!("../../tests/sentences/zh.txt"), 980),
];

/// How many inner boundaries were found, missed, and wrong.
#[derive(Default, Clone, Copy)]
struct BoundaryScore {
    cases: u32,
    right: u32,
    missed: u32,
    wrong: u32,
}

impl BoundaryScore {
    fn add(&mut self, other: BoundaryScore) {
        self.cases += other.cases;
        self.right += other.right;
        self.missed += other.missed;
        self.wrong += other.wrong;
    }

    fn f1(self) -> u32 {
        2000 * self.right / (2 * self.right + self.missed + self.wrong).max(1)
    }

    fn line(self) -> String {
        let precision = 1000 * self.right / (self.right + self.wrong).max(1);
        let recall = 1000 * self.right / (self.right + self.missed).max(1);
        let Self { cases, right, missed, wrong } = self;
        let f1 = self.f1();
        format!(
            "{cases} cases, {right} right, {missed} missed, {wrong} wrong: P {precision} R {recall} F1 {f1}"
        )
    }
}

/// A case with its right boundaries marked.
fn marked(case: &str, language: &str, score: &mut BoundaryScore) -> String {
    let mut text = String::new();
    let mut gold = Vec::new();
    for letter in case.chars() {
        match letter {
            '|' | '¦' => gold.push(text.len()),
            '‖' => {}
            _ => text.push(letter),
        }
    }
    let found: Vec<usize> = sentence_spans(&text, language, Pause::None)
        .iter()
        .skip(1)
        .map(|piece| piece.range.start)
        .collect();
    score.cases += 1;
    let mut marked = String::new();
    for (at, letter) in text.char_indices() {
        match (gold.contains(&at), found.contains(&at)) {
            (true, true) => {
                score.right += 1;
                marked.push('|');
            }
            (true, false) => {
                score.missed += 1;
                marked.push('¦');
            }
            (false, true) => {
                score.wrong += 1;
                marked.push('‖');
            }
            (false, false) => {}
        }
        marked.push(letter);
    }
    marked
}

#[test]
#[expect(clippy::print_stdout, reason = "the scores are what one runs this test for")]
fn borders_lie_where_the_tables_say() {
    let mut differences = Vec::new();
    let mut others = BoundaryScore::default();
    for (language, table, least) in TABLES {
        let mut score = BoundaryScore::default();
        let cases = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for case in cases {
            let case = case.replace("\\n", "\n");
            let found = marked(&case, language, &mut score);
            if found != case {
                differences.push(format!("{language}: {case}\n    {found}"));
            }
        }
        println!("{language}: {}", score.line());
        assert!(score.f1() >= least, "{language}: {}", score.line());
        if language != "en" {
            others.add(score);
        }
    }
    println!("all but en: {}", others.line());
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
