//! Pruning and saving what a real broker holds.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

use blobs::Blobs;
use bus::{Bus, Trace};
use contract::{
    BlobKey, BookId, Digest, Fact, FactKind, FactSubject, Failed, FailureCode, Revision, Schema,
};
use tempfile::TempDir;
use testkit::Nats;
use upkeep::{Error, Retention, backup, prune, restore, survey};
use uuid::Uuid;

const BOOK: BookId = BookId(Uuid::from_u128(0x0192_d3c4_0000_7000_8000_0000_0000_0001));

async fn open(nats: &Nats) -> (Bus, Blobs) {
    let config = bus::Config { url: nats.url(), ..bus::Config::default() };
    let bus = Bus::connect(&config, "test", Trace::none()).await.unwrap();
    let blobs = Blobs::open(&blobs::Config::default(), bus.client()).await.unwrap();
    blobs.provision(1).await.unwrap();
    (bus, blobs)
}

fn failed() -> Fact {
    Fact::Failed(Failed {
        schema: Schema::default(),
        book: BOOK,
        revision: Revision::FIRST,
        code: FailureCode::BadInput,
        message: "no words".to_owned(),
        asked_by: None,
    })
}

fn source() -> BlobKey {
    BlobKey::source(Digest::of(b"book"))
}

#[tokio::test]
async fn what_is_young_is_never_removed() {
    let nats = Nats::start().await;
    let (bus, blobs) = open(&nats).await;
    blobs.put(&source(), b"book".as_slice().into()).await.unwrap();
    let greedy = Retention { sources_days: 1e-9, ..Retention::default() };

    let found = survey(&bus, &blobs, &greedy).await.unwrap();

    assert_eq!((found.folders["sources"].blobs, found.folders["sources"].size_bytes), (1, 4));
    assert_eq!(prune(&blobs, &found).await.unwrap(), 0);
    assert!(blobs.size(&source()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_backup_is_put_back_on_an_empty_broker_and_twice_changes_nothing() {
    let (here, there, folder) = (Nats::start().await, Nats::start().await, TempDir::new().unwrap());
    let (bus, blobs) = open(&here).await;
    blobs.put(&source(), b"book".as_slice().into()).await.unwrap();
    bus.say(&failed()).await.unwrap();
    let folder = folder.path().join("backup");

    let saved = backup(&bus, &blobs, &folder).await.unwrap();
    let again = backup(&bus, &blobs, &folder).await;
    let (bus, blobs) = open(&there).await;
    restore(&bus, &blobs, &folder).await.unwrap();
    let restored = restore(&bus, &blobs, &folder).await.unwrap();

    assert_eq!((saved.facts, saved.blobs, saved.size_bytes), (1, 1, 4));
    assert!(matches!(again, Err(Error::NotEmpty { .. })), "{again:?}");
    assert_eq!((restored.facts, restored.blobs, restored.size_bytes), (1, 1, 0));
    let subject = FactSubject { book: BOOK, revision: Revision::FIRST, kind: FactKind::Failed };
    assert_eq!(bus.fact(subject).await.unwrap(), Some(failed()));
    assert_eq!(blobs.get(&source(), 10).await.unwrap(), b"book".as_slice());
}
