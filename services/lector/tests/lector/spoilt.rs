//! Bits of the private store turn over, as on a failing disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use testkit::Epub;

use crate::convert::{convert, cut_off, undisturbed};
use crate::support::User;

/// Every file in which the server keeps messages of the bucket of blobs.
fn message_blocks(data: &Path) -> Vec<PathBuf> {
    let mut folders = vec![data.to_path_buf()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "blk")
                && path.to_string_lossy().contains("OBJ_blobs")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Turns over `count` bits, evenly spread over what is kept.
fn flip_bits(data: &Path, count: usize) {
    let mut blocks: Vec<_> = message_blocks(data)
        .into_iter()
        .map(|path| (fs::read(&path).expect("a block"), path))
        .collect();
    let total: usize = blocks.iter().map(|(bytes, _)| bytes.len()).sum();
    assert!(total > 1_000_000, "{total} bytes are kept");
    for number in 0..count {
        let mut at = (2 * number + 1) * total / (2 * count);
        let (bytes, _) = blocks
            .iter_mut()
            .find(|(bytes, _)| {
                let here = at < bytes.len();
                at -= if here { 0 } else { bytes.len() };
                here
            })
            .expect("a place within");
        bytes[at] ^= 1 << (number % 8);
    }
    for (bytes, path) in blocks {
        fs::write(path, bytes).expect("written");
    }
}

/// The digest of an audiobook's samples.
fn samples(user: &User, name: &str) -> String {
    let output = Command::new("ffmpeg")
        .args(["-v", "error", "-i", name, "-map", "0:a", "-f", "md5", "-"])
        .current_dir(user.here())
        .output()
        .expect("ffmpeg runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test]
async fn a_conversion_goes_on_after_bits_of_what_is_kept_have_turned_over() {
    let (user, book) = (User::new(), Epub::new("Long").plain_chapters(4, 20));
    _ = book.write(&user.here());
    cut_off(&user).await;

    flip_bits(&user.data(), 39);
    convert(&user, &["book.epub", "-o", "book.m4b"]).await;

    let other = undisturbed(&book).await;
    assert_eq!(samples(&user, "book.m4b"), samples(&other, "book.m4b"));

    // The audiobook is kept as well now, and some of its bits have turned over, too.
    user.nothing_runs().await;
    flip_bits(&user.data(), 39);
    convert(&user, &["book.epub", "-o", "again.m4b"]).await;
    assert_eq!(samples(&user, "again.m4b"), samples(&other, "book.m4b"));
    user.nothing_runs().await;
}
