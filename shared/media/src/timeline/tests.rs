//! The timeline is exact: nothing is lost, nothing overlaps, sums agree.

use contract::{ChapterId, Digest, SegmentKind, Sentence, SentenceTime, SpeechKey};

use super::*;

const PAUSES: [Pause; 7] = [
    Pause::None,
    Pause::Sentence,
    Pause::Line,
    Pause::Paragraph,
    Pause::Heading,
    Pause::Scene,
    Pause::Chapter,
];

fn segment(index: u32, pauses: &[Pause]) -> Segment {
    let sentence = |&pause| Sentence::new("A sentence.", pause);
    Segment {
        id: SegmentId::new(ChapterId(1), index),
        sentences: pauses.iter().map(sentence).collect(),
        speech: SpeechKey(Digest::of(b"")),
        kind: SegmentKind::Text,
    }
}

fn info(samples: u64, starts: &[u64]) -> SpeechInfo {
    let ends = starts.iter().skip(1).copied().chain([samples]);
    let times = starts.iter().zip(ends).map(|(&start, end)| SentenceTime { start, end });
    SpeechInfo { rate_hz: 24_000, samples, sentences: times.collect(), ..SpeechInfo::default() }
}

fn length(entries: &[TimelineEntry]) -> u64 {
    let one = |piece: &TimelineEntry| match piece {
        TimelineEntry::Silence(samples) => *samples,
        TimelineEntry::Speech(range, _) => range.end - range.start,
    };
    entries.iter().map(one).sum()
}

fn spacing() -> Spacing {
    Spacing::new(&Silences::default(), 24_000)
}

/// Samples `range` of a speech that has nothing to cut.
fn sound(range: Range<u64>) -> TimelineEntry {
    TimelineEntry::Speech(range, Edges::NEITHER)
}

#[test]
fn every_sentence_is_followed_by_the_pause_of_the_plan() {
    let (mut timeline, lead_in) = Timeline::begin(spacing());
    let two = segment(1, &[Pause::Sentence, Pause::Paragraph]);

    let entries = timeline.speech(&two, &info(9_000, &[100, 4_000]), TrimmedRange::whole);
    let (tail, samples, spots) = timeline.end();

    assert_eq!(lead_in, TimelineEntry::Silence(12_000));
    let expected = [
        TimelineEntry::Silence(0),
        sound(0..4_000),
        TimelineEntry::Silence(8_400),
        sound(4_000..9_000),
    ];
    assert_eq!(entries, expected);
    assert_eq!(tail, TimelineEntry::Silence(17_704), "16,800 samples, up to the border of a frame");
    assert_eq!(samples, 47_104);
    assert_eq!(samples, 12_000 + length(&entries) + length(&[tail]));
    let places: Vec<_> = spots.iter().map(|spot| (spot.sentence, spot.start, spot.end)).collect();
    assert_eq!(places, [(0, 12_000, 16_000), (1, 24_400, 29_400)]);
}

#[test]
fn only_what_is_missing_of_a_pause_is_added() {
    let (mut timeline, _) = Timeline::begin(spacing());
    let kept = |range: Range<u64>| {
        let (kept, sounds) =
            (range.start + 500..range.end - 200, range.start + 600..range.end - 1_000);
        TrimmedRange { kept, sounds, clicks: Edges::BOTH }
    };

    let mut entries = timeline.speech(
        &segment(1, &[Pause::Sentence, Pause::None]),
        &info(10_000, &[0, 5_000]),
        kept,
    );
    entries.extend(timeline.speech(&segment(2, &[Pause::Chapter]), &info(5_000, &[0]), kept));
    let (tail, _, spots) = timeline.end();

    let expected = [
        TimelineEntry::Silence(0),
        TimelineEntry::Speech(500..4_800, Edges::BOTH),
        TimelineEntry::Silence(8_400 - 800 - 100),
        TimelineEntry::Speech(5_500..9_800, Edges::BOTH),
        TimelineEntry::Silence(0),
        TimelineEntry::Speech(500..4_800, Edges::BOTH),
    ];
    assert_eq!(entries, expected);
    assert!(length(&[tail]) >= 36_000 - 800);
    let places: Vec<_> = spots.iter().map(|spot| (spot.start, spot.end, spot.from)).collect();
    let expected = [
        (12_100, 15_500, 600),
        (12_100 + 4_300 + 7_500, 15_500 + 4_300 + 7_500, 5_600),
        (12_100 + 8_600 + 7_500, 15_500 + 8_600 + 7_500, 600),
    ];
    assert_eq!(places, expected);
    assert_eq!(spots[1].start - spots[0].end, 8_400, "the pause is heard as long as it is wanted");
}

#[test]
fn times_that_make_no_sense_cut_nothing() {
    let two = segment(1, &[Pause::Sentence, Pause::Scene]);
    for starts in [&[][..], &[0], &[0, 5, 9], &[9, 5], &[0, 99_999]] {
        let (mut timeline, _) = Timeline::begin(spacing());

        let entries = timeline.speech(&two, &info(10_000, starts), TrimmedRange::whole);
        let (tail, _, spots) = timeline.end();

        assert_eq!(entries, [TimelineEntry::Silence(0), sound(0..10_000)], "{starts:?}");
        assert!(length(&[tail]) >= 43_200);
        assert_eq!(spots[0].sentences, 2);
    }
}

#[test]
fn a_chapter_without_pauses_still_begins_and_ends_in_a_frame_of_silence() {
    let config = Silences {
        lead_in_seconds: 0.0,
        pauses: Pauses { chapter_seconds: 0.0, ..Default::default() },
        ..Silences::default()
    };
    let (mut timeline, lead_in) = Timeline::begin(Spacing::new(&config, 24_000));

    let one = segment(1, &[Pause::Chapter]);
    let entries = timeline.speech(&one, &info(FRAME, &[]), TrimmedRange::whole);
    let (tail, samples, _) = timeline.end();

    assert_eq!(lead_in, TimelineEntry::Silence(FRAME));
    assert_eq!(length(&entries), FRAME);
    assert_eq!(tail, TimelineEntry::Silence(FRAME));
    assert_eq!(samples, 3 * FRAME);
}

#[test]
fn whatever_the_lengths_nothing_overlaps_and_all_sums_agree() {
    for seed in 0..500 {
        let mut random = fastrand::Rng::with_seed(seed);
        let (mut timeline, lead_in) = Timeline::begin(spacing());
        let (mut sum, mut spoken) = (length(&[lead_in]), 0);

        for index in 1..random.u32(1..20) {
            let pauses: Vec<Pause> =
                (0..random.usize(1..6)).map(|_| PAUSES[random.usize(0..7)]).collect();
            let segment = segment(index, &pauses);
            if random.u32(0..10) == 0 {
                sum += length(&[timeline.gap(&segment)]);
                continue;
            }
            let samples = random.u64(0..200_000);
            let mut starts: Vec<u64> = pauses.iter().map(|_| random.u64(0..=samples)).collect();
            if random.bool() {
                starts.sort_unstable();
            }
            let entries = timeline.speech(&segment, &info(samples, &starts), TrimmedRange::whole);
            sum += length(&entries);
            spoken += samples;
        }
        let (tail, samples, spots) = timeline.end();

        assert_eq!(sum + length(&[tail]), samples, "seed {seed}");
        assert_eq!(samples % FRAME, 0, "seed {seed}");
        assert!(spots.is_sorted_by(|one, next| one.end <= next.start), "seed {seed}");
        assert_eq!(spots.iter().map(|spot| spot.end - spot.start).sum::<u64>(), spoken);
        assert!(spots.first().is_none_or(|spot| spot.start >= FRAME), "seed {seed}");
        assert!(spots.last().is_none_or(|spot| spot.end + FRAME <= samples), "seed {seed}");
    }
}

#[test]
fn silence_that_the_text_asks_for_is_the_least_after_a_sentence() {
    let spacing = Spacing::new(&Silences::default(), 24_000);
    let usual = spacing.pause(Pause::Sentence);
    let after = |silence_ms| {
        spacing.after(&Sentence { silence_ms, ..Sentence::new("A sentence.", Pause::Sentence) })
    };

    assert_eq!((after(0), after(1), after(1_500)), (usual, usual, 36_000));
}
