//! Captions in every format.

use contract::Plan;

use super::*;
use crate::book_timeline::tests::{audio, book, plan};

fn written(format: Format, plan: &Plan) -> String {
    let first: &[_] = &[(0, 0, 3, 500, 800), (0, 4, 5, 850, 900), (0, 6, 9, 1_000, 1_300)];
    let one = audio(1, 4, &[(1, 0, 1, 400, 1_400), (2, 0, 1, 2_000, 2_900)], &[(1, first)]);
    let two = audio(2, 4_000, &[(1, 0, 1, 4_000_000, 4_000_400)], &[]);
    let mut bytes = vec![];
    write(format, &book(plan, vec![one, two]), "Book.m4b", &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn check(format: Format, expected: &str) {
    let plan = plan(&[
        ("The \"First\"", &[&["Jim & Tom."], &["The -- <i> --> end."]]),
        ("Second", &[&["So."]]),
    ]);
    assert_eq!(written(format, &plan), expected);
}

#[test]
fn webvtt_has_cues_with_times_for_words_and_escapes_what_is_markup() {
    check(
        Format::Vtt,
        "WEBVTT\n\n\
         0001-00001-1-1\n00:00:01.524 --> 00:00:02.324\nJim <00:00:01.874>&amp; <00:00:02.024>Tom.\n\n\
         0001-00002-1-1\n00:00:03.024 --> 00:00:03.924\nThe -- &lt;i&gt; --&gt; end.\n\n\
         0002-00001-1-1\n01:06:44.096 --> 01:06:44.496\nSo.\n",
    );
}

#[test]
fn subrip_has_plain_cues_in_order() {
    check(
        Format::Srt,
        "1\n00:00:01,524 --> 00:00:02,324\nJim & Tom.\n\n\
         2\n00:00:03,024 --> 00:00:03,924\nThe -- <i> --> end.\n\n\
         3\n01:06:44,096 --> 01:06:44,496\nSo.\n\n",
    );
}

#[test]
fn lrc_has_lines_with_words_and_says_when_nothing_is_said() {
    check(
        Format::Lrc,
        "[ar:A. Tester]\n[al:The Title]\n[ti:The Title]\n[length:68:19]\n\
         [00:01.52]<00:01.52>Jim <00:01.87>& <00:02.02>Tom.\n\
         [00:03.02]The -- <i> --> end.\n\
         [00:03.92]\n\
         [66:44.10]So.\n\
         [66:44.50]\n",
    );
}

#[test]
fn lists_of_chapters_go_beyond_an_hour_and_have_no_quotes_in_quotes() {
    check(Format::Chapters, "00:00:00.000 The \"First\"\n00:00:04.096 Second\n");
    check(
        Format::Cue,
        "REM GENRE Audiobook\nPERFORMER \"A. Tester\"\nTITLE \"The Title\"\nFILE \"Book.m4b\" WAVE\n  \
         TRACK 01 AUDIO\n    TITLE \"The 'First'\"\n    PERFORMER \"A. Tester\"\n    INDEX 01 00:00:00\n  \
         TRACK 02 AUDIO\n    TITLE \"Second\"\n    PERFORMER \"A. Tester\"\n    INDEX 01 00:04:07\n",
    );
}

#[test]
fn the_timeline_says_everything_in_samples_and_milliseconds() {
    let plan = plan(&[("One", &[&["Jim & Tom."], &["End."]]), ("Two", &[&["So."]])]);

    let text = written(Format::Timeline, &plan);

    let found: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["schema"], 1);
    assert_eq!(found["duration_ms"], 4_099_072);
    assert_eq!(found["chapters"][1]["start"], 4096);
    let sentence = &found["chapters"][0]["sentences"][0];
    assert_eq!(sentence["text"], "Jim & Tom.");
    assert_eq!((&sentence["start"], &sentence["end_ms"]), (&1524.into(), &2324.into()));
    let word = serde_json::json!({
        "text": "Tom", "from": 6, "start": 2024, "end": 2324, "start_ms": 2024, "end_ms": 2324
    });
    assert_eq!(sentence["words"][2], word);
    assert_eq!(found["chapters"][1]["sentences"][0]["segment"], 1);
}
