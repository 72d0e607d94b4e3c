//! Style tables of the voices of a Kokoro model: one style for every length of a text; from an npz, one file with all voices, or a file for each.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use crate::error::{Error, bad_voice};

/// Numbers in a style.
const WIDTH: usize = 256;

/// Styles of a voice: as many as a text may have symbols.
const ROWS: usize = 510;

/// Largest file: ten times what Kokoro's 54 voices take.
const LARGEST: u64 = 300 << 20;

/// The voices, by name.
#[derive(Debug, Default)]
pub(super) struct StyleTables(BTreeMap<String, Vec<f32>>);

impl StyleTables {
    /// Reads `files`. Voices in a file without names are called `names`, or else by numbers.
    pub(super) fn read(files: &[PathBuf], names: &[String]) -> Result<Self, Error> {
        let mut styles = Self::default();
        for path in files {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let wrong = |why: String| bad_voice(format!("{name} cannot be read as voices: {why}"));
            let bytes = bytes(path).map_err(wrong)?;
            if bytes.starts_with(b"PK") {
                styles.add_npz(bytes).map_err(wrong)?;
            } else {
                styles.add_raw(&bytes, path, names).map_err(wrong)?;
            }
        }
        if styles.0.is_empty() {
            return Err(bad_voice("the model needs a file of voices, which is missing"));
        }
        Ok(styles)
    }

    /// The names of the voices.
    pub(super) fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    /// The first voice's name.
    pub(super) fn first(&self) -> &str {
        self.0.keys().next().map_or("", String::as_str)
    }

    /// The style for a text of `length` symbols: `speaker` is a voice, or several with shares such as `af_bella:0.6+af_sky:0.4`.
    pub(super) fn style(&self, speaker: &str, length: usize) -> Result<Vec<f32>, Error> {
        let mut style = vec![0.0; WIDTH];
        let mut total = 0.0;
        for part in speaker.split('+') {
            let (name, share) = part.split_once(':').unwrap_or((part, "1"));
            let share: f32 = share.trim().parse().unwrap_or(f32::NAN);
            if !(share > 0.0 && share <= 1000.0) {
                return Err(bad_voice(format!(
                    "`{part}` is not a voice with a share, such as af_sky:0.4"
                )));
            }
            total += share;
            for (sum, number) in style.iter_mut().zip(self.row(name.trim(), length)?) {
                *sum += share * number;
            }
        }
        style.iter_mut().for_each(|number| *number /= total);
        Ok(style)
    }

    /// A voice's style for a text of `length` symbols; the first row is for one symbol.
    fn row(&self, name: &str, length: usize) -> Result<&[f32], Error> {
        let missing = || {
            let known: Vec<&str> = self.0.keys().map(String::as_str).collect();
            bad_voice(format!("the model has no voice `{name}`; try {}", known.join(", ")))
        };
        let table = self.0.get(name).ok_or_else(missing)?;
        let row = length.clamp(1, table.len() / WIDTH) - 1;
        Ok(&table[row * WIDTH..(row + 1) * WIDTH])
    }

    fn add_npz(&mut self, bytes: Vec<u8>) -> Result<(), String> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
        for index in 0..archive.len() {
            let entry = archive.by_index(index).map_err(|error| error.to_string())?;
            let name = entry.name().map_err(|error| error.to_string())?;
            let Some(name) = name.strip_suffix(".npy").map(str::to_owned) else { continue };
            let mut table = vec![];
            entry.take(LARGEST).read_to_end(&mut table).map_err(|error| error.to_string())?;
            let floats = npy(&table).map_err(|why| format!("{name}: {why}"))?;
            self.add(name, floats)?;
        }
        Ok(())
    }

    fn add_raw(&mut self, bytes: &[u8], path: &Path, names: &[String]) -> Result<(), String> {
        let floats = floats(bytes)?;
        let voice = ROWS * WIDTH;
        if floats.len() <= voice || !floats.len().is_multiple_of(voice) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            return self.add(name, floats);
        }
        for (number, table) in floats.chunks(voice).enumerate() {
            let name = names.get(number).cloned().unwrap_or_else(|| number.to_string());
            self.add(name, table.to_vec())?;
        }
        Ok(())
    }

    fn add(&mut self, name: String, table: Vec<f32>) -> Result<(), String> {
        if table.is_empty() || !table.len().is_multiple_of(WIDTH) {
            return Err(format!("{name} has {} numbers, not rows of {WIDTH}", table.len()));
        }
        if !table.iter().all(|number| number.is_finite()) {
            return Err(format!("{name} contains a value that is not a number"));
        }
        self.0.insert(name, table);
        Ok(())
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = vec![];
    let file = File::open(path).map_err(|error| error.to_string())?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LARGEST {
        return Err("it is too large".to_owned());
    }
    Ok(bytes)
}

/// Reads NumPy's file format: magic, version, length of the header, a header that is a Python dictionary, the numbers.
fn npy(bytes: &[u8]) -> Result<Vec<f32>, String> {
    let wrong = || "it is not a NumPy table".to_owned();
    let rest = bytes.strip_prefix(b"\x93NUMPY").ok_or_else(wrong)?;
    let (start, length) = match rest {
        [1, _, low, high, ..] => (4, usize::from(u16::from_le_bytes([*low, *high]))),
        [2 | 3, _, a, b, c, d, ..] => {
            (6, usize::try_from(u32::from_le_bytes([*a, *b, *c, *d])).map_err(|_| wrong())?)
        }
        _ => return Err(wrong()),
    };
    let end = length.checked_add(start).ok_or_else(wrong)?;
    let header = rest.get(start..end).ok_or_else(wrong)?;
    let header: String = String::from_utf8_lossy(header).split_whitespace().collect();
    if !header.contains("'descr':'<f4'") || header.contains("'fortran_order':True") {
        return Err("its numbers are not rows of 32-bit floats".to_owned());
    }
    floats(&rest[end..])
}

fn floats(bytes: &[u8]) -> Result<Vec<f32>, String> {
    let (fours, rest) = bytes.as_chunks::<4>();
    if !rest.is_empty() {
        return Err("a number is cut off".to_owned());
    }
    Ok(fours.iter().map(|four| f32::from_le_bytes(*four)).collect())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A voice of `rows` styles, each of them one number again and again: `base`, `base + 1`, …
    fn table(base: f32, rows: usize) -> Vec<u8> {
        let mut number = base;
        let mut bytes = vec![];
        for _ in 0..rows {
            bytes.extend(number.to_le_bytes().repeat(WIDTH));
            number += 1.0;
        }
        bytes
    }

    fn npz(folder: &Path) -> PathBuf {
        let path = folder.join("voices-v1.0.bin");
        let mut archive = ZipWriter::new(File::create(&path).unwrap());
        for (name, base) in [("af_bella", 0.0), ("af_sky", 100.0)] {
            let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (510, 1, 256), }    \n";
            archive.start_file(format!("{name}.npy"), SimpleFileOptions::default()).unwrap();
            archive.write_all(b"\x93NUMPY\x01\x00").unwrap();
            archive.write_all(&u16::try_from(header.len()).unwrap().to_le_bytes()).unwrap();
            archive.write_all(header.as_bytes()).unwrap();
            archive.write_all(&table(base, ROWS)).unwrap();
        }
        archive.finish().unwrap();
        path
    }

    fn first(styles: &StyleTables, speaker: &str, length: usize) -> f32 {
        let style = styles.style(speaker, length).unwrap();
        assert_eq!(style.len(), WIDTH);
        style[0]
    }

    #[test]
    fn an_npz_has_names_and_mixes_are_weighted_means() {
        let folder = tempfile::tempdir().unwrap();

        let styles = StyleTables::read(&[npz(folder.path())], &[]).unwrap();

        assert_eq!(first(&styles, "af_sky", 1), 100.0);
        assert_eq!((styles.first(), first(&styles, "af_bella", 3)), ("af_bella", 2.0));
        assert_eq!(first(&styles, "af_sky", 9999), 100.0 + 509.0);
        assert_eq!(first(&styles, "af_bella:3+af_sky:1", 1), 25.0);
        assert_eq!(first(&styles, "af_bella+af_sky", 1), 50.0);
        let refused = styles.style("af_nobody", 1).unwrap_err().message;
        assert_eq!(refused, "the model has no voice `af_nobody`; try af_bella, af_sky");
        for wrong in ["af_bella:x", "af_bella:0", "af_bella:-1", "af_bella:inf", "+"] {
            assert!(styles.style(wrong, 1).is_err(), "{wrong}");
        }
    }

    #[test]
    fn raw_files_have_one_voice_or_all() {
        let folder = tempfile::tempdir().unwrap();
        let one = folder.path().join("af_heart.bin");
        let all = folder.path().join("voices.bin");
        std::fs::write(&one, table(7.0, ROWS)).unwrap();
        std::fs::write(&all, table(0.0, 2 * ROWS)).unwrap();

        let styles = StyleTables::read(&[one], &[]).unwrap();
        assert_eq!(first(&styles, "af_heart", 2), 8.0);

        let styles = StyleTables::read(&[all], &["af_alloy".to_owned()]).unwrap();
        assert_eq!(first(&styles, "af_alloy", 1), 0.0);
        assert_eq!(first(&styles, "1", 1), 510.0);
    }

    #[test]
    fn garbage_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("voices.bin");
        for garbage in [&b"PK\x03\x04 and so on"[..], b"abc", b"", &[0; 1028], &[0xff; 1024]] {
            std::fs::write(&path, garbage).unwrap();
            assert!(StyleTables::read(std::slice::from_ref(&path), &[]).is_err(), "{garbage:?}");
        }
        assert!(npy(b"\x93NUMPY\x01\x00\xff\xff{}").is_err());
        assert!(npy(b"\x93NUMPY\x02\x00\xff\xff\xff\xff").is_err());
        assert!(StyleTables::read(&[], &[]).is_err());
    }
}
