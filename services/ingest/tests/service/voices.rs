//! Which speaker is meant by the name of a voice.

use contract::{Family, FileRole, Voice, VoiceFile, VoiceManifest, built_in};
use ingest::settle_voice;

use crate::world::World;

/// Puts a voice called kokoro into the store.
pub(crate) async fn add_kokoro(world: &World) -> VoiceManifest {
    let styles = VoiceFile { role: FileRole::Styles, ..built_in().files[0].clone() };
    let manifest = VoiceManifest {
        name: "kokoro".to_owned(),
        family: Family::Kokoro,
        speakers: ["af_alloy", "af_heart"].map(str::to_owned).into(),
        files: [
            built_in().files[..1].to_vec(),
            vec![VoiceFile { name: "styles.bin".to_owned(), ..styles }],
        ]
        .concat(),
        ..built_in()
    };
    for (key, bytes) in manifest.keys().iter().zip([manifest.document(), vec![]]) {
        world.blobs.put(key, bytes.into()).await.unwrap();
    }
    manifest
}

#[tokio::test]
async fn kokoro_alone_is_its_best_speaker_and_a_planned_book_keeps_its_own() {
    let world = World::start().await;
    let manifest = add_kokoro(&world).await;
    let settled = async |voice: Voice| settle_voice(&world.blobs, voice).await.unwrap().0;
    let named = |name: &str| name.parse::<Voice>().unwrap();

    assert_eq!(settled(named("kokoro")).await.speaker(), "af_heart");
    assert_eq!(settled(named("kokoro:af_alloy")).await.speaker(), "af_alloy");
    let planned = named("kokoro").settled(manifest.digest());
    assert_eq!(settled(planned).await.speaker(), "");
}
