//! Segments that could not be spoken are missing, and reported as missing.

use contract::{FailureCode, Pause};

use crate::sound::{Audiobook, clicks, heard};
use crate::world::{World, plan};

#[tokio::test]
async fn a_book_with_gaps_is_finished_and_says_what_is_missing() {
    let mut world = World::new().await;
    let segments: &[&[Pause]] = &[&[Pause::Sentence], &[Pause::Sentence, Pause::Chapter]];
    let plan = plan(&[("One", segments), ("Lost", &[&[Pause::Chapter]]), ("Three", segments)]);
    world.start();

    world.plan(&plan).await;
    for chapter in [&plan.chapters[0], &plan.chapters[2]] {
        world.speak(&plan, &chapter.segments[0], &clicks(9_000, &[500])).await;
        world.give_up(&plan, &chapter.segments[1]).await;
    }
    world.give_up(&plan, &plan.chapters[1].segments[0]).await;
    let (finished, bytes) = world.finished(&plan).await;

    let book = Audiobook::new(&bytes);
    let titles: Vec<String> = book.chapters().into_iter().map(|(title, _)| title).collect();
    assert_eq!(titles, ["One", "Lost", "Three"], "a lost chapter keeps its mark");
    assert_eq!(heard(&book.decode()).len(), 2);
    let gaps: Vec<_> = finished
        .gaps
        .iter()
        .map(|gap| (gap.segment.to_string(), gap.chapter_title.as_str(), gap.text.as_str()))
        .collect();
    let expected = [
        ("0001-00002".to_owned(), "One", "Sentence of 0001-00002. Sentence of 0001-00002."),
        ("0002-00001".to_owned(), "Lost", "Sentence of 0002-00001."),
        ("0003-00002".to_owned(), "Three", "Sentence of 0003-00002. Sentence of 0003-00002."),
    ];
    assert_eq!(gaps, expected);
    assert!(finished.gaps.iter().all(|gap| gap.reason == "the engine crashed"));
    world.end().await;
}

#[tokio::test]
async fn a_book_of_which_nothing_was_spoken_has_failed() {
    let mut world = World::new().await;
    let plan = plan(&[("One", &[&[Pause::Chapter]]), ("Two", &[&[Pause::Chapter]])]);
    world.plan(&plan).await;
    for chapter in &plan.chapters {
        world.give_up(&plan, &chapter.segments[0]).await;
    }

    world.start();
    let failed = world.failed(&plan).await;

    assert_eq!(failed.code, FailureCode::Broken);
    assert!(failed.message.contains("lector dead list"), "{}", failed.message);
    world.end().await;
}

#[tokio::test]
async fn segments_of_different_rates_are_refused_with_a_reason() {
    let mut world = World::new().await;
    let plan = plan(&[("One", &[&[Pause::Sentence], &[Pause::Chapter]])]);
    world.plan(&plan).await;
    let segments = &plan.chapters[0].segments;
    world.speak(&plan, &segments[0], &clicks(24_000, &[100])).await;
    let mut other = clicks(24_000, &[100]);
    other.rate_hz = 22_050;
    world.speak(&plan, &segments[1], &other).await;

    world.start();
    let failed = world.failed(&plan).await;

    assert_eq!(failed.code, FailureCode::Broken);
    for word in ["chapter 1", "22050", "24000", "must share a rate"] {
        assert!(failed.message.contains(word), "{}", failed.message);
    }
    assert!(!failed.message.contains('\n'));
    world.end().await;
}
