//! A book is made with the available encoders, but with one encoder only.

use assembler::AacEncoder;
use contract::{FactKind, Pause};

use crate::sound::{Audiobook, clicks, heard};
use crate::world::{World, plan};

/// Half a second, and the encoder's first frame.
const BEFORE: usize = 12_000 + 1_024;

#[tokio::test]
async fn without_ffmpeg_every_sound_is_at_its_place() {
    let mut world = World::new().await;
    let one: &[&[Pause]] = &[&[Pause::Chapter]];
    let plan = plan(&[("One", one), ("Two", one), ("Three", one)]);
    world.start_with(AacEncoder::Builtin);

    world.plan(&plan).await;
    for chapter in &plan.chapters {
        world.speak(&plan, &chapter.segments[0], &clicks(20_000, &[7_000])).await;
    }
    let (finished, bytes) = world.finished(&plan).await;

    let length = (12_000 + 20_000 + 36_000_usize).next_multiple_of(1_024);
    let places = heard(&Audiobook::new(&bytes).decode());
    let expected = [0, 1, 2].map(|at| BEFORE + 7_000 + at * length);
    assert_eq!(places.len(), 3, "{places:?}");
    assert!(places.iter().zip(expected).all(|(place, expected)| place.abs_diff(expected) <= 1));
    assert_eq!(finished.encoder, "syom 0.9.0 96k");
    world.end().await;
}

#[tokio::test]
async fn a_book_that_two_encoders_began_is_by_one() {
    let mut world = World::new().await;
    let one: &[&[Pause]] = &[&[Pause::Chapter]];
    let plan = plan(&[("One", one), ("Lost", one), ("Three", one)]);
    let [first, lost, third] = &plan.chapters[..] else { unreachable!() };
    world.start_with(AacEncoder::Ffmpeg);
    world.plan(&plan).await;
    world.speak(&plan, &first.segments[0], &clicks(20_000, &[7_000])).await;
    let kind = FactKind::Chapter(first.id);
    testkit::eventually("the first chapter is encoded", || world.fact(&plan, kind)).await;
    world.stop().await;

    world.start_with(AacEncoder::Builtin);
    world.give_up(&plan, &lost.segments[0]).await;
    world.speak(&plan, &third.segments[0], &clicks(20_000, &[7_000])).await;
    let (finished, bytes) = world.finished(&plan).await;

    assert_eq!(finished.encoder, "syom 0.9.0 96k");
    assert_eq!(heard(&Audiobook::new(&bytes).decode()).len(), 2);
    let undisturbed = {
        let mut world = World::new().await;
        world.start_with(AacEncoder::Builtin);
        world.plan(&plan).await;
        world.give_up(&plan, &lost.segments[0]).await;
        for chapter in [first, third] {
            world.speak(&plan, &chapter.segments[0], &clicks(20_000, &[7_000])).await;
        }
        let (_, bytes) = world.finished(&plan).await;
        world.end().await;
        bytes
    };
    assert!(bytes == undisturbed, "as if there had been one encoder only");
    world.end().await;
}
