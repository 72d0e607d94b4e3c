//! The same plan and the same speech give the same bytes, regardless of repetition, order and number of assemblers.

use bytes::Bytes;
use contract::{BlobKey, Finished, Loudness, Pause, Plan, Revision};

use crate::sound::clicks;
use crate::world::{World, plan, quietly};

fn story() -> Plan {
    let segments: &[&[Pause]] = &[&[Pause::Sentence], &[Pause::Paragraph], &[Pause::Chapter]];
    let mut plan = plan(&[("One", segments), ("Two", segments), ("Three", segments)]);
    plan.options = quietly(Loudness::Audiobook);
    plan.book = contract::BookId(uuid::Uuid::from_u128(0xb00c));
    plan
}

/// Speaks the book in an order of its own.
async fn speak(world: &World, plan: &Plan, seed: u64) {
    let mut segments: Vec<_> = plan.segments().collect();
    fastrand::Rng::with_seed(seed).shuffle(&mut segments);
    for segment in segments {
        let length =
            5_000 + 777 * usize::try_from(segment.id.chapter.0 + segment.id.index).unwrap();
        world.speak(plan, segment, &clicks(length, &[1_000, 3_000])).await;
    }
}

/// Plans the book, speaks it and waits for it.
async fn made(world: &World, plan: &Plan, seed: u64) -> (Finished, Bytes) {
    world.plan(plan).await;
    speak(world, plan, seed).await;
    world.finished(plan).await
}

/// A world in which the story is finished: the book, and what is kept of its chapters.
async fn finished_once() -> (World, Plan, Bytes, Vec<BlobKey>) {
    let (mut world, plan) = (World::new().await, story());
    world.start();
    let (_, first) = made(&world, &plan, 1).await;
    let chapters = world.blobs.list("chapters").await.unwrap();
    (world, plan, first, chapters)
}

#[tokio::test]
async fn order_and_number_of_assemblers_do_not_matter() {
    let mut books = vec![];
    for (assemblers, seed) in [(1, 1), (2, 2), (3, 3)] {
        let mut world = World::new().await;
        let plan = story();
        (0..assemblers).for_each(|_| world.start());

        world.plan(&plan).await;
        speak(&world, &plan, seed).await;

        books.push(world.finished(&plan).await);
        world.end().await;
    }

    assert_eq!(books[0].0, books[1].0);
    assert!(books[0].1 == books[1].1 && books[1].1 == books[2].1, "the bytes are the same");
}

#[tokio::test]
async fn a_second_revision_of_the_same_speech_encodes_nothing_again() {
    let (world, mut plan, first, chapters) = finished_once().await;

    plan.revision = Revision(2);
    let (_, second) = made(&world, &plan, 2).await;

    assert!(first == second);
    assert_eq!(world.blobs.list("chapters").await.unwrap(), chapters);
    world.end().await;
}

#[tokio::test]
async fn another_title_and_another_cover_encode_nothing_again() {
    let (world, mut plan, first, chapters) = finished_once().await;

    plan.revision = Revision(2);
    plan.metadata.title = "Another title".to_owned();
    plan.metadata.authors = vec!["Somebody else".to_owned()];
    plan.options.wanted.meta = [("title".to_owned(), "Another title".to_owned())].into();
    let picture = crate::sound::jpeg();
    let cover = BlobKey::cover(contract::Digest::of(&picture));
    world.blobs.put(&cover, picture.into()).await.unwrap();
    plan.metadata.cover = Some(cover);
    let (finished, second) = made(&world, &plan, 2).await;

    assert!(first != second);
    assert_eq!(finished.file_name, "Somebody else - Another title.m4b");
    assert_eq!(world.blobs.list("chapters").await.unwrap(), chapters);
    world.end().await;
}

#[tokio::test]
async fn what_is_known_of_frames_may_be_lost_or_untrue() {
    let (world, mut plan, first, chapters) = finished_once().await;
    let is_table = |key: &&BlobKey| key.as_str().ends_with(".frames");
    let tables: Vec<_> = chapters.iter().filter(is_table).collect();
    assert_eq!(tables.len(), 3);
    let table = world.blobs.get(tables[1], u64::MAX).await.unwrap();
    let (form, sizes) = table.split_at(3);
    let untrue: Vec<u8> = form.iter().chain(sizes.iter().rev()).copied().collect();

    for table in &tables {
        world.blobs.delete(table).await.unwrap();
    }
    for (revision, beside) in [(2, None), (3, Some(untrue))] {
        if let Some(beside) = beside {
            world.blobs.put(tables[1], beside.into()).await.unwrap();
        }
        plan.revision = Revision(revision);
        let (_, again) = made(&world, &plan, 2).await;

        assert!(again == first, "revision {revision}");
        assert_eq!(world.blobs.size(tables[1]).await.unwrap(), None, "revision {revision}");
    }
    world.end().await;
}

#[tokio::test]
async fn chapters_are_encoded_while_later_ones_are_still_being_spoken() {
    let mut world = World::new().await;
    let mut plan = story();
    plan.chapters[0].segments[0].sentences[0].text = "Enough to know the voice. ".repeat(300);
    world.start();
    world.plan(&plan).await;

    for segment in plan.chapters[0].segments[..1].iter().chain(&plan.chapters[1].segments) {
        world.speak(&plan, segment, &clicks(5_000, &[1_000])).await;
    }

    let kind = contract::FactKind::Chapter(plan.chapters[1].id);
    testkit::eventually("the second chapter is encoded", || world.fact(&plan, kind)).await;
    assert_eq!(world.fact(&plan, contract::FactKind::Finished).await, None);
    world.end().await;
}

#[tokio::test]
async fn what_a_stopped_assembler_leaves_undone_another_one_does() {
    let mut undisturbed = World::new().await;
    let plan = story();
    undisturbed.start();
    let (_, expected) = made(&undisturbed, &plan, 1).await;
    undisturbed.end().await;
    let mut world = World::new().await;
    world.plan(&plan).await;
    speak(&world, &plan, 1).await;

    for milliseconds in [50, 150, 250, 350] {
        world.start();
        let bound = std::time::Duration::from_millis(milliseconds);
        let kind = contract::FactKind::Finished;
        let finished = async { while world.fact(&plan, kind).await.is_none() {} };
        let _ = tokio::time::timeout(bound, finished).await;
        world.stop().await;
    }
    world.start();
    let (_, bytes) = world.finished(&plan).await;

    assert!(bytes == expected, "the same bytes, however often it was stopped");
    world.end().await;
}
