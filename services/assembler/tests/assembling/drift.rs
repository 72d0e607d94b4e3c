//! Nothing drifts: sounds are where the timeline says, at the end of a book as at its start.

use contract::{Loudness, Pause};

use crate::books::{CHAPTER, LEAD_IN, PRIMING, SENTENCE, whole_frames};
use crate::sound::{Audiobook, clicks, heard};
use crate::world::{World, plan};

/// Chapters of the book.
const CHAPTERS: usize = 50;

#[tokio::test]
async fn fifty_clicks_are_at_their_samples_when_the_book_is_played_and_when_it_is_sought() {
    let mut world = World::new().await;
    let one: &[&[Pause]] = &[&[Pause::Chapter]];
    let mut plan = plan(&[("A click", one); CHAPTERS]);
    plan.options.wanted.loudness = Loudness::Off;
    world.start();

    world.plan(&plan).await;
    let (mut begins, mut starts, mut expected) = (PRIMING, vec![], vec![]);
    for (at, chapter) in plan.chapters.iter().enumerate() {
        let (length, click) = (7_001 + at * 337, 1_000 + at * 53);
        world.speak(&plan, &chapter.segments[0], &clicks(length, &[click])).await;
        starts.push(begins as u64);
        expected.push(begins + LEAD_IN + click);
        begins += whole_frames(LEAD_IN + length + CHAPTER);
    }
    let (_, bytes) = world.finished(&plan).await;

    let book = Audiobook::new(&bytes);
    near(&heard(&book.decode()), &expected);
    let sought = book.decode_from(&starts, 24_000);
    for ((start, expected), sound) in starts.into_iter().zip(expected).zip(sought) {
        let found: Vec<usize> = heard(&sound).into_iter().take(1).collect();
        near(&found, &[expected - usize::try_from(start).unwrap()]);
    }
    world.end().await;
}

/// A chapter of this many minutes is encoded in takes, whose joints are inaudible.
#[tokio::test]
async fn the_clicks_of_a_long_chapter_are_at_their_samples() {
    let mut world = World::new().await;
    let one: &[Pause] = &[Pause::Sentence];
    let plan = plan(&[("Long", &[one; 8])]);
    world.start();

    world.plan(&plan).await;
    let (mut at, mut expected) = (PRIMING + LEAD_IN, vec![]);
    for (number, segment) in plan.segments().enumerate() {
        let length = 60 * 24_000 + number * 337;
        let places = [700 + number * 53, length / 2, length - 700];
        world.speak(&plan, segment, &clicks(length, &places)).await;
        expected.extend(places.map(|place| at + place));
        at += length + SENTENCE;
    }
    let (_, bytes) = world.finished(&plan).await;

    near(&heard(&Audiobook::new(&bytes).decode()), &expected);
    world.end().await;
}

fn near(found: &[usize], expected: &[usize]) {
    let near = |(found, expected): (&usize, &usize)| found.abs_diff(*expected) <= 1;
    assert_eq!(found.len(), expected.len(), "{found:?}");
    assert!(found.iter().zip(expected).all(near), "{found:?} {expected:?}");
}
