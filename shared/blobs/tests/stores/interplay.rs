//! The bucket is one that every NATS tool can use: async-nats stands for them.

use async_nats::jetstream::object_store::ObjectStore;
use futures::TryStreamExt as _;
use tokio::io::AsyncReadExt as _;

use crate::support::{Broker, key, noise, soon};

const ANY: u64 = u64::MAX;

async fn tool(broker: &Broker) -> ObjectStore {
    broker.jetstream().get_object_store("blobs").await.unwrap()
}

#[tokio::test]
async fn others_read_what_we_wrote() {
    let broker = Broker::start().await;
    for (name, size) in [("speech/small", 1000), ("speech/large", 7_000_000), ("speech/empty", 0)] {
        let bytes = noise(size, 1);
        broker.blobs.put(&key(name), bytes.clone()).await.unwrap();

        let mut object = tool(&broker).await.get(name).await.unwrap();
        let mut read = Vec::new();
        soon(object.read_to_end(&mut read)).await.unwrap();

        assert!(read == bytes, "{name}");
        assert_eq!(object.info.size, size);
    }
    let listed: Vec<_> = tool(&broker).await.list().await.unwrap().try_collect().await.unwrap();
    assert_eq!(listed.len(), 3);
}

#[tokio::test]
async fn we_read_what_others_wrote() {
    let broker = Broker::start().await;
    let bytes = noise(1_000_000, 2);
    // A reader that yields little at a time makes chunks of odd sizes.
    let (mut reader, mut writer) = tokio::io::duplex(10_007);
    let tool = tool(&broker).await;
    let written = async {
        tokio::io::AsyncWriteExt::write_all(&mut writer, &bytes).await.unwrap();
        drop(writer);
    };
    let (info, ()) = tokio::join!(tool.put("plans/theirs", &mut reader), written);
    assert!(info.unwrap().chunks > 50);

    let theirs = key("plans/theirs");
    assert_eq!(broker.blobs.size(&theirs).await.unwrap(), Some(1_000_000));
    assert!(soon(broker.blobs.get(&theirs, ANY)).await.unwrap() == bytes);
    let range = soon(broker.blobs.get_range(&theirs, 500_000..600_001)).await.unwrap();
    assert!(range == bytes.slice(500_000..600_001));
    assert_eq!(broker.blobs.list("plans").await.unwrap(), [theirs]);
}

#[tokio::test]
async fn what_others_deleted_is_gone_and_may_be_put_again() {
    let broker = Broker::start().await;
    let key = key("plans/x");
    broker.blobs.put(&key, noise(1000, 1)).await.unwrap();

    tool(&broker).await.delete("plans/x").await.unwrap();

    assert_eq!(broker.blobs.size(&key).await.unwrap(), None);
    assert_eq!(broker.blobs.list("plans").await.unwrap(), []);
    let again = noise(2000, 2);
    broker.blobs.put(&key, again.clone()).await.unwrap();
    assert!(broker.blobs.get(&key, ANY).await.unwrap() == again);
}

#[tokio::test]
async fn what_we_deleted_is_gone_for_others() {
    let broker = Broker::start().await;
    broker.blobs.put(&key("plans/x"), noise(1000, 1)).await.unwrap();

    broker.blobs.delete(&key("plans/x")).await.unwrap();

    assert!(tool(&broker).await.get("plans/x").await.is_err());
}
