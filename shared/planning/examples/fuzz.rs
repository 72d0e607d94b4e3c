//! The fuzz target of `scripts/fuzz.sh`: whole files, and every part of an EPUB.
#![no_main]
#![expect(clippy::unwrap_used, reason = "what fails here is a finding")]

#[path = "../tests/fuzz/attempt.rs"]
mod attempt;

use std::cell::RefCell;
use std::fs::File;

thread_local! {
    static FILE: RefCell<File> = RefCell::new(tempfile::tempfile_in("/dev/shm").or_else(|_| tempfile::tempfile()).unwrap());
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    FILE.with_borrow_mut(|file| attempt::attempt(bytes, file));
});
