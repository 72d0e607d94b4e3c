//! A conversion: the command line of `convert`, checked before anything is touched.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use chassis::{Exit, OrExit as _};
use companions::{LexiconFile, MetadataOverrides};
use contract::{Digest, Format, Options, Wanted};
use outputs::{check_writable, is_special};

use super::services::Services;
use crate::cli::{Cli, ConvertArgs};
use crate::output;
use crate::remote::digest_of;

/// A conversion that can begin.
#[derive(Debug, Clone)]
pub(crate) struct Conversion {
    /// The book.
    pub source: PathBuf,
    /// The digest of its bytes.
    pub digest: Digest,
    /// How to read it.
    pub options: Options,
    /// The lexicons that the options name.
    pub lexicons: Vec<LexiconFile>,
    /// The metadata that overrides the book's own.
    pub overrides: MetadataOverrides,
    /// The output; when absent, the audiobook's own name in the current folder.
    pub output: Option<PathBuf>,
    /// The library folder that it is put into.
    pub library: Option<PathBuf>,
    /// Settings of the services.
    pub services: Services,
    /// Whether a voice was asked for by its name.
    pub is_voice_named: bool,
    /// What will encode it.
    pub encoder: String,
    /// Whether the result is to be JSON.
    pub json: bool,
    /// Whether to show no progress.
    pub quiet: bool,
}

impl Conversion {
    /// Checks everything that can be checked without a server, before anything is written; an error is one line.
    pub(crate) async fn check(cli: &Cli, arguments: &ConvertArgs) -> anyhow::Result<Self> {
        let digest = digest_of(&arguments.book).await?;
        let data = cli.data.as_deref();
        let (options, lexicons) = arguments.reading.choices(Some(&arguments.book), data)?;
        let wanted = arguments.wanted();
        let overrides =
            companions::find_overrides(wanted.meta.clone(), Some(&arguments.book), output::tell)?;
        let wanted = Box::new(Wanted { meta: overrides.meta.clone(), ..wanted });
        let options = Options { wanted, ..options };
        if arguments.output.is_some() || arguments.library.is_none() {
            check_output(arguments.output.as_deref(), &arguments.book, &options)?;
        }
        let library = arguments.library.as_deref().map(library_folder).transpose()?;
        let services = Services::load(cli.config.as_deref(), arguments.workers)?;
        let encoder = assembler::encoder(&services.assembler.assembler, &options.wanted).await?;
        check_book(&services, &arguments.book).await?;
        let offer = synth_worker::engines_available(&services.worker.worker).await;
        for voice in std::iter::once(&options.voice).chain(options.voices.values()) {
            offer.check(voice.engine()).map_err(anyhow::Error::msg).or_exit(Exit::Config)?;
        }
        keeper::find_server()?;
        Ok(Self {
            source: arguments.book.clone(),
            digest,
            is_voice_named: arguments.reading.voice.is_some(),
            options,
            lexicons,
            overrides,
            output: arguments.output.clone(),
            library,
            services,
            encoder,
            json: arguments.json,
            quiet: arguments.quiet,
        })
    }

    /// Names this conversion: the same book read and joined the same way by the same build.
    pub(crate) fn fingerprint(&self) -> Digest {
        let others = self.options.voices.values().map(|voice| voice.digest().to_string());
        let parts = [
            self.digest.to_string(),
            self.options.digest().to_string(),
            self.options.voice.digest().to_string(),
            self.services.assembler.assembler.sound(),
            self.encoder.clone(),
            env!("CARGO_PKG_VERSION").to_owned(),
        ];
        let parts: Vec<String> = parts.into_iter().chain(others).collect();
        Digest::of(parts.join("\n").as_bytes())
    }

    /// The file's name, for books without a title.
    pub(crate) fn name(&self) -> Option<String> {
        self.source.file_name().map(|name| name.to_string_lossy().into_owned())
    }
}

/// Makes the folder, and checks that it can be written to, before anything else is done.
fn library_folder(folder: &Path) -> anyhow::Result<PathBuf> {
    let shown = folder.display();
    let made = std::fs::create_dir_all(folder).and_then(|()| folder.canonicalize());
    let folder = made.with_context(|| format!("cannot use the library {shown}"));
    let folder = folder.or_exit(Exit::CannotCreate)?;
    check_writable(&folder.join("audiobook.m4b"))?;
    Ok(folder)
}

/// Refuses an output that cannot be written, or that is the book itself. A folder takes the files under their own names.
fn check_output(output: Option<&Path>, book: &Path, options: &Options) -> anyhow::Result<()> {
    let path = output.unwrap_or(Path::new("audiobook.m4b"));
    let (there, itself) = (path.canonicalize(), book.canonicalize());
    if there.is_ok_and(|there| itself.is_ok_and(|itself| there == itself)) {
        let why = anyhow!("{} is the book itself; choose another file with -o", path.display());
        return Err(why).or_exit(Exit::CannotCreate);
    }
    if path.is_dir() {
        return check_writable(&path.join("chapter"));
    }
    if is_special(path) && options.wanted.formats().len() > 1 {
        let why = "it is no file, and takes only one; ask for one format";
        let why = anyhow!("cannot write {}: {why}", path.display());
        return Err(why).or_exit(Exit::CannotCreate);
    }
    let first = options.wanted.formats().into_iter().next();
    if first.is_some_and(Format::has_many_files) {
        // It will be a folder, with or without a slash at the end.
        return check_writable(&path.components().collect::<PathBuf>());
    }
    check_writable(path)
}

/// Refuses a book that cannot be read.
async fn check_book(services: &Services, path: &Path) -> anyhow::Result<()> {
    let shown = path.display().to_string();
    File::open(path).with_context(|| format!("cannot read {shown}")).or_exit(Exit::Input)?;
    let checked = ingest::check_book(&services.ingest.ingest, path).await;
    checked.map_err(|why| anyhow!("{shown}: {why}")).or_exit(Exit::Input)
}
