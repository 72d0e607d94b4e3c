//! A book is revised: what changes is spoken again, and nothing else.

use std::collections::BTreeSet;

use contract::{
    BlobKey, BookId, Digest, Fact, FactKind, Job, Plan, Planned, Revise, Revision, Schema,
    Sentence, SpeechKey,
};
use serde_json::{Value, json};
use testkit::{Epub, eventually};
use uuid::Uuid;

use crate::submit;
use crate::world::World;

const BOOK: BookId = BookId(Uuid::from_u128(7));

/// Plans a book of two chapters; the word `arsenic` is in the second.
async fn planned(world: &World) -> Plan {
    let epub = Epub::new("Poison")
        .plain_chapters(1, 8)
        .chapter("The Cup", "<p>A cup of arsenic stood there.</p>")
        .build();
    let source = world.put(&epub).await;
    world.bus.enqueue(&submit(BOOK, source)).await.unwrap();
    world.fact(BOOK, FactKind::Planned).await;
    plan(world, Revision::FIRST).await
}

async fn plan(world: &World, revision: Revision) -> Plan {
    let bytes = world.blobs.get(&BlobKey::plan(BOOK, revision), 1 << 24).await.unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn wish(options: Value, again: &[&str]) -> Job {
    let Value::Object(options) = options else { panic!("{options}") };
    let again = again.iter().map(|id| id.parse().unwrap()).collect();
    Job::Revise(Revise { schema: Schema::default(), book: BOOK, options, again })
}

/// Asks for a revision, and waits for its plan.
async fn revised(world: &World, revision: u32, job: Job) -> (Planned, Plan) {
    world.bus.enqueue(&job).await.unwrap();
    let revision = Revision(revision);
    let Fact::Planned(fact) = world.fact_of(BOOK, revision, FactKind::Planned).await else {
        unreachable!()
    };
    (fact, plan(world, revision).await)
}

fn speech(plan: &Plan) -> Vec<SpeechKey> {
    plan.segments().map(|segment| segment.speech).collect()
}

/// The segments whose speech differs between two plans.
fn changed(before: &Plan, after: &Plan) -> BTreeSet<String> {
    let ids = |plan: &Plan| plan.segments().map(|segment| segment.id).collect::<Vec<_>>();
    assert_eq!(ids(before), ids(after));
    let pairs = before.segments().zip(speech(after));
    let other = pairs.filter(|(segment, speech)| segment.speech != *speech);
    other.map(|(segment, _)| segment.id.to_string()).collect()
}

#[tokio::test]
async fn a_lexicon_changes_only_the_segments_with_its_words() {
    let world = World::start().await;
    let before = planned(&world).await;
    let text = "[[word]]\nwritten = \"arsenic\"\nsaid = \"ratsbane\"\n";
    let lexicon = BlobKey::lexicon(Digest::of(text.as_bytes()));
    world.blobs.put(&lexicon, text.into()).await.unwrap();

    let (_, after) = revised(&world, 2, wish(json!({ "lexicons": [lexicon] }), &[])).await;
    let (_, back) = revised(&world, 3, wish(json!({ "lexicons": null }), &[])).await;

    assert_eq!(changed(&before, &after), ["0002-00002".to_owned()].into());
    let mut said = after.chapters[1].segments[1].sentences.iter().map(Sentence::spoken);
    assert!(said.any(|said| said.contains("ratsbane")));
    assert_eq!(after.metadata, before.metadata);
    assert_eq!(changed(&before, &back), BTreeSet::new());
}

#[tokio::test]
async fn a_chapter_gets_another_voice_and_a_segment_another_take() {
    let world = World::start().await;
    let before = planned(&world).await;
    let voice = json!({ "voices": { "2": "espeak:de" }, "voice": "espeak:en-us" });

    let (fact, after) = revised(&world, 2, wish(voice, &[])).await;
    let (_, again) = revised(&world, 3, wish(json!({}), &["0001-00001"])).await;
    let (_, third) = revised(&world, 4, wish(json!({}), &["0001-00001"])).await;

    assert_eq!(changed(&before, &after).len(), before.segment_count());
    assert_eq!(fact.options.voices.len(), 1);
    assert_eq!(changed(&after, &again), ["0001-00001".to_owned()].into());
    assert_eq!(changed(&again, &third), ["0001-00001".to_owned()].into());
    let jobs = eventually("the jobs are open", async || {
        let open = world.bus.open_jobs(bus::Queue::Synth, "synth.*.*.4.0002.*").await.unwrap();
        (open.len() == 2).then_some(())
    });
    jobs.await;
}

#[tokio::test]
async fn a_wish_that_cannot_be_fulfilled_harms_no_book() {
    let world = World::start().await;
    planned(&world).await;

    for wish in [
        wish(json!({ "tempo": 2 }), &[]),
        wish(json!({ "voices": { "9": "sim" } }), &[]),
        wish(json!({ "voices": { "2": "espeak:de" } }), &[]),
        wish(json!({}), &["0001-99999"]),
    ] {
        world.bus.enqueue(&wish).await.unwrap();
    }

    let dead = eventually("all are dead letters", async || {
        let dead = world.bus.dead_letters().await.unwrap();
        (dead.len() == 4).then_some(dead)
    });
    let reasons: Vec<String> = dead.await.into_iter().map(|dead| dead.letter.reason).collect();
    let named = |what: &str| reasons.iter().any(|reason| reason.contains(what));
    assert!(named("no option `tempo`") && named("no chapter 9"), "{reasons:?}");
    assert!(named("must have the same rate") && named("no segment 0001-99999"), "{reasons:?}");
    let facts = world.bus.fact_subjects(&format!("fact.{BOOK}.2.>")).await.unwrap();
    assert_eq!(facts, []);
    let failed = world.bus.fact_subjects(&format!("fact.{BOOK}.*.failed")).await.unwrap();
    assert_eq!(failed, []);
}

#[tokio::test]
async fn wishes_at_once_are_all_fulfilled() {
    let world = World::start().await;
    planned(&world).await;

    for key in ["title", "publisher", "series"] {
        let job = wish(json!({ "meta": { (key): "Another" } }), &[]);
        world.bus.enqueue(&job).await.unwrap();
    }

    world.fact_of(BOOK, Revision(4), FactKind::Planned).await;
    let last = plan(&world, Revision(4)).await;
    assert_eq!(last.options.wanted.meta.len(), 3, "{:?}", last.options.wanted.meta);
    assert_eq!(world.bus.dead_letters().await.unwrap(), []);
}
