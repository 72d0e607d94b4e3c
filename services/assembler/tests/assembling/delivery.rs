//! Finished audiobooks are delivered; a failed delivery costs no audiobook.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assembler::{Audiobookshelf, DeliverySettings, Secret, Webhooks};
use contract::{
    BlobKey, Delivered, Digest, Fact, FactKind, Pause, Plan, Revision, Series, Target, Undelivered,
};
use tempfile::TempDir;
use testkit::{S3Server, eventually};

use crate::servers::Server;
use crate::sound::clicks;
use crate::world::{World, plan};

/// The smallest file that is recognised as a JPEG.
const JPEG: &[u8] = b"\xff\xd8\xff\xe0 a picture";

pub(crate) fn library(folder: &Path) -> DeliverySettings {
    let library = Some(format!("file://{}", folder.display()));
    DeliverySettings { library, ..DeliverySettings::default() }
}

/// A book of a series, with all metadata of a library.
async fn book(world: &World) -> Plan {
    let mut plan = plan(&[("One", &[&[Pause::Chapter]]), ("Two", &[&[Pause::Chapter]])]);
    let cover = BlobKey::cover(Digest::of(JPEG));
    world.blobs.put(&cover, JPEG.into()).await.unwrap();
    plan.metadata.cover = Some(cover);
    plan.metadata.series = Some(Series { name: "Harbour".into(), index: Some("2".into()) });
    plan.metadata.date = Some("1987".to_owned());
    plan.metadata.description = Some("A story.".to_owned());
    plan
}

async fn speak(world: &World, plan: &Plan) {
    world.plan(plan).await;
    for segment in plan.segments() {
        world.speak(plan, segment, &clicks(9_000, &[500])).await;
    }
}

pub(crate) async fn delivered(world: &World, plan: &Plan, target: Target) -> Delivered {
    let fact = eventually("it is handed over", || world.fact(plan, FactKind::Delivered(target)));
    let Fact::Delivered(delivered) = fact.await else { unreachable!() };
    delivered
}

async fn undelivered(world: &World, plan: &Plan, target: Target) -> Undelivered {
    let fact = eventually("it is given up", || world.fact(plan, FactKind::Undelivered(target)));
    let Fact::Undelivered(undelivered) = fact.await else { unreachable!() };
    undelivered
}

/// Every file below `folder`, with slashes.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut found = vec![];
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => {
                let below = files(&entry.path());
                assert!(!below.is_empty(), "an empty folder: {name}");
                found.extend(below.into_iter().map(|file| format!("{name}/{file}")));
            }
            false => found.push(name),
        }
    }
    found.sort();
    found
}

fn below(folder: &str, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("{folder}/{name}")).collect()
}

const PLACE: &str = "A. Tester/Harbour/Vol 2 - 1987 - The Title {lector}";

const NAMES: [&str; 7] = [
    ".lector.json",
    "The Title.m4b",
    "cover.jpg",
    "desc.txt",
    "metadata.json",
    "metadata.opf",
    "reader.txt",
];

#[tokio::test]
async fn a_finished_book_lies_in_the_library_as_audiobookshelf_reads_it() {
    let (mut world, folder) = (World::new().await, TempDir::new().unwrap());
    let plan = book(&world).await;
    world.start_delivering(library(folder.path()));

    speak(&world, &plan).await;
    let delivered = delivered(&world, &plan, Target::Library).await;

    let (_, audiobook) = world.finished(&plan).await;
    assert_eq!(files(folder.path()), below(PLACE, &NAMES));
    let place = folder.path().join(PLACE);
    assert_eq!(delivered.place, format!("file://{}", place.display()));
    assert!(fs::read(place.join("The Title.m4b")).unwrap() == audiobook, "the same bytes");
    assert_eq!(fs::read(place.join("cover.jpg")).unwrap(), JPEG);
    assert_eq!(fs::read_to_string(place.join("reader.txt")).unwrap(), "lector");
    world.end().await;
}

#[tokio::test]
async fn a_revised_book_takes_the_place_of_the_old_one_and_nothing_else() {
    let (mut world, folder) = (World::new().await, TempDir::new().unwrap());
    let mut plan = book(&world).await;
    world.start_delivering(library(folder.path()));
    speak(&world, &plan).await;
    delivered(&world, &plan, Target::Library).await;
    let place = folder.path().join(PLACE);
    fs::write(place.join("notes.txt"), "mine").unwrap();
    fs::write(place.join("metadata.json"), "{}").unwrap();
    fs::remove_file(place.join("cover.jpg")).unwrap();

    // The same folder: files that a user has edited or added stay.
    plan.revision = Revision(2);
    plan.metadata.description = Some("A better story.".to_owned());
    speak(&world, &plan).await;
    delivered(&world, &plan, Target::Library).await;

    let read = |name: &str| fs::read_to_string(place.join(name)).unwrap();
    assert_eq!((read("metadata.json").as_str(), read("notes.txt").as_str()), ("{}", "mine"));
    assert_eq!(read("desc.txt"), "A better story.");

    // Another folder: our files move.
    plan.revision = Revision(3);
    plan.metadata.title = "Another Title".to_owned();
    plan.metadata.description = None;
    speak(&world, &plan).await;
    let last = delivered(&world, &plan, Target::Library).await;

    assert!(last.place.ends_with("Vol 2 - 1987 - Another Title {lector}"), "{}", last.place);
    let names = NAMES.map(|name| if name == "The Title.m4b" { "Another Title.m4b" } else { name });
    let names: Vec<&str> = names.into_iter().filter(|name| *name != "desc.txt").collect();
    let new = PLACE.replace("The Title", "Another Title");
    let mut expected = below(&new, &names);
    expected.extend(below(PLACE, &["metadata.json", "notes.txt"]));
    expected.sort();
    assert_eq!(files(folder.path()), expected);
    world.end().await;
}

#[tokio::test]
async fn a_book_never_touches_the_folder_of_another() {
    let (mut world, folder) = (World::new().await, TempDir::new().unwrap());
    let (first, second) = (book(&world).await, book(&world).await);
    let foreign = folder.path().join(PLACE);
    fs::create_dir_all(&foreign).unwrap();
    fs::write(foreign.join("The Title.m4b"), "read by a person").unwrap();
    world.start_delivering(library(folder.path()));

    for plan in [&first, &second] {
        speak(&world, plan).await;
        delivered(&world, plan, Target::Library).await;
    }

    assert_eq!(fs::read_to_string(foreign.join("The Title.m4b")).unwrap(), "read by a person");
    let mut expected = below(PLACE, &["The Title.m4b"]);
    expected.extend(below(&format!("{PLACE} (2)"), &NAMES));
    expected.extend(below(&format!("{PLACE} (3)"), &NAMES));
    expected.sort();
    assert_eq!(files(folder.path()), expected);
    world.end().await;
}

#[tokio::test]
async fn a_library_may_be_a_bucket() {
    let (mut world, server) = (World::new().await, S3Server::start().await);
    let plan = book(&world).await;
    let options = S3Server::options(server.port());
    let options = options.map(|(name, value)| (name.to_owned(), Secret(value))).into();
    let library = Some("s3://shelf/books".to_owned());
    world.start_delivering(DeliverySettings { library, options, ..DeliverySettings::default() });

    speak(&world, &plan).await;
    let delivered = delivered(&world, &plan, Target::Library).await;

    assert_eq!(delivered.place, format!("s3://shelf/books/{PLACE}"));
    let (_, audiobook) = world.finished(&plan).await;
    let stored = server.bucket().join("books").join(PLACE);
    assert!(fs::read(stored.join("The Title.m4b")).unwrap() == audiobook, "the same bytes");
    assert!(stored.join("metadata.json").is_file());
    world.end().await;
}

#[tokio::test]
async fn a_library_that_is_away_costs_no_audiobook_and_can_be_tried_again() {
    let (mut world, folder) = (World::new().await, TempDir::new().unwrap());
    let plan = book(&world).await;
    let away = folder.path().join("mount");
    world.start_delivering(library(&away));

    speak(&world, &plan).await;
    let undelivered = undelivered(&world, &plan, Target::Library).await;
    world.finished(&plan).await;

    assert!(undelivered.reason.contains("failed 4 times"), "{}", undelivered.reason);
    let dead = world.bus.dead_letters().await.unwrap();
    assert_eq!((dead.len(), dead[0].letter.attempts.len()), (1, 4));
    fs::create_dir(&away).unwrap();
    assert!(world.bus.retry_dead(&dead[0].name).await.unwrap());
    delivered(&world, &plan, Target::Library).await;
    assert_eq!(files(&away), below(PLACE, &NAMES));
    assert_eq!(world.bus.dead_letters().await.unwrap(), []);
    world.end().await;
}

#[tokio::test]
async fn webhooks_are_told_once_each_and_one_that_is_away_holds_nobody_up() {
    let mut world = World::new().await;
    let plan = book(&world).await;
    let (one, two) = (Server::start(&[500, 503, 204]).await, Server::start(&[302]).await);
    let urls = [&one, &two].map(|server| Secret(format!("{}/hook?key=abc123", server.url)));
    let secret = Some(Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned()));
    let webhook = Webhooks { urls: urls.into(), secret, secret_file: None };
    world.start_delivering(DeliverySettings { webhook, ..DeliverySettings::default() });

    speak(&world, &plan).await;
    let told = delivered(&world, &plan, Target::Webhook(1)).await;
    let refused = undelivered(&world, &plan, Target::Webhook(2)).await;

    assert_eq!(told.place, one.url, "nothing secret");
    let asked = one.asked();
    assert_eq!(asked.len(), 3);
    let body: serde_json::Value = serde_json::from_slice(&asked[2].body).unwrap();
    assert_eq!((&body["event"], &body["book"]["title"]), (&"finished".into(), &"The Title".into()));
    assert_eq!(body["finished"]["book"], plan.book.to_string());
    let header = |at: usize, name: &str| asked[at].headers[name].to_str().unwrap().to_owned();
    assert_eq!(header(0, "webhook-id"), header(2, "webhook-id"));
    assert!(header(2, "webhook-signature").starts_with("v1,"));
    assert_eq!(two.asked().len(), 1, "redirects are not followed, and not tried again");
    assert!(refused.reason.contains("it redirects"), "{}", refused.reason);
    assert!(!refused.reason.contains("abc123"), "{}", refused.reason);
    world.end().await;
}

#[tokio::test]
async fn servers_that_never_answer_hold_no_encoder() {
    let mut world = World::new().await;
    let (first, second) = (book(&world).await, book(&world).await);
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", silent.local_addr().unwrap());
    // More than there are slots for chapters.
    let webhook = Webhooks { urls: vec![Secret(url); 3], ..Webhooks::default() };
    world.start_delivering(DeliverySettings { webhook, ..DeliverySettings::default() });

    speak(&world, &first).await;
    world.finished(&first).await;
    let _asked = eventually("all three servers are asked", || async {
        let mut asked = vec![];
        while asked.len() < 3 {
            asked.push(silent.accept().await.unwrap());
        }
        Some(asked)
    })
    .await;
    speak(&world, &second).await;
    world.finished(&second).await;

    // The jobs are handed back.
    world.stop().await;
}

fn server(url: &str) -> DeliverySettings {
    let server = Audiobookshelf {
        url: format!("{url}/"),
        token: Some(Secret("abc123".to_owned())),
        token_file: None,
        library: "lib_1".to_owned(),
        folder: "fol_1".to_owned(),
    };
    DeliverySettings {
        audiobookshelf: Some(server),
        timeout_seconds: 2.0,
        ..DeliverySettings::default()
    }
}

#[tokio::test]
async fn a_book_is_uploaded_to_an_audiobookshelf_server() {
    let mut world = World::new().await;
    let plan = book(&world).await;
    let stand_in = Server::start(&[500, 200]).await;
    world.start_delivering(server(&stand_in.url));

    speak(&world, &plan).await;
    let delivered = delivered(&world, &plan, Target::Audiobookshelf).await;

    let expected = format!("{} A. Tester/The Title {{lector}}", stand_in.url);
    assert_eq!(delivered.place, expected);
    let asked = stand_in.asked();
    assert_eq!((asked.len(), asked[1].path.as_str()), (2, "/api/upload"));
    assert_eq!(asked[1].headers["authorization"], "Bearer abc123");
    let declared: usize = asked[1].headers["content-length"].to_str().unwrap().parse().unwrap();
    assert_eq!(declared, asked[1].body.len());
    let parts = parts(&asked[1].body);
    let text = |name: &str| String::from_utf8(parts[name].1.clone()).unwrap();
    assert_eq!(
        ["title", "author", "series", "library", "folder"].map(text),
        ["The Title {lector}", "A. Tester", "Harbour", "lib_1", "fol_1"]
    );
    let (_, audiobook) = world.finished(&plan).await;
    assert_eq!(parts["0"].0.as_deref(), Some("The Title.m4b"));
    assert!(parts["0"].1 == audiobook, "the same bytes");
    let names: Vec<_> = parts.values().filter_map(|(file, _)| file.as_deref()).collect();
    assert_eq!(names.len(), 6, "{names:?}");
    world.end().await;
}

/// The parts of a form, by name: file names and contents.
fn parts(body: &[u8]) -> BTreeMap<String, (Option<String>, Vec<u8>)> {
    let find = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).position(|w| w == what);
    let line = &body[..find(body, b"\r\n").unwrap()];
    let between = [b"\r\n", line].concat();
    let (mut rest, mut found) = (&body[line.len()..], BTreeMap::new());
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let head_end = find(part, b"\r\n\r\n").unwrap();
        let head = String::from_utf8(part[..head_end].to_vec()).unwrap();
        let end = find(part, &between).unwrap();
        let value = |key: &str| {
            let from = head.find(key)? + key.len();
            Some(head[from..].split('"').next().unwrap().to_owned())
        };
        let content = part[head_end + 4..end].to_vec();
        found.insert(value("; name=\"").unwrap(), (value("; filename=\""), content));
        rest = &part[end + between.len()..];
    }
    assert_eq!(rest, b"--\r\n");
    found
}

#[tokio::test]
async fn what_the_server_answers_decides_whether_it_is_asked_again() {
    for (answer, tries, expected) in [
        (401, 1, "the token or secret is wrong"),
        (403, 1, "may not do this"),
        (404, 1, "the library or its folder is wrong"),
        (413, 1, "too large"),
        (400, 1, "a long story"),
        (500, 4, "answered 500"),
        (0, 4, "did not answer within"),
    ] {
        let mut world = World::new().await;
        let plan = book(&world).await;
        let stand_in = Server::start(&[answer]).await;
        let timeout_seconds = 1.0;
        world.start_delivering(DeliverySettings { timeout_seconds, ..server(&stand_in.url) });

        speak(&world, &plan).await;
        let undelivered = undelivered(&world, &plan, Target::Audiobookshelf).await;

        assert_eq!(stand_in.asked().len(), tries, "{answer}");
        assert!(undelivered.reason.contains(expected), "{answer}: {}", undelivered.reason);
        assert!(!undelivered.reason.contains("abc123"));
        world.finished(&plan).await;
        if answer == 500 {
            stand_in.answer_with(&[200]);
            let dead = world.bus.dead_letters().await.unwrap();
            assert!(world.bus.retry_dead(&dead[0].name).await.unwrap());
            delivered(&world, &plan, Target::Audiobookshelf).await;
        }
        world.end().await;
    }
}
