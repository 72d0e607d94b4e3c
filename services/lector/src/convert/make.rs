//! Makes the audiobook of a conversion on a running broker.

use std::time::Duration;

use anyhow::anyhow;
use blobs::Blobs;
use bus::Bus;
use chassis::{Exit, OrExit as _};
use contract::{
    BlobKey, BookId, BookState, BookView, Job, Schema, Source, Submit, Voice, VoiceManifest,
};
use keeper::{ConversionRecord, DataFolder};
use outputs::{files_of, is_damaged};
use service::{Connections, OrItsExit as _, connect};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::conversion::Conversion;
use super::deliver::{MadeAudiobook, deliver};
use super::library;
use crate::remote::{broker_error, connect_error, failure_exit};
use crate::show::Show;
use crate::{output, voices};

/// Time between two looks at the book's view.
const LOOK: Duration = Duration::from_millis(100);

/// Free bytes below which the disk of the data folder counts as full.
const FULL: u64 = 4 << 20;

/// Makes the audiobook, continues an earlier run, or finds it already made; `None` when `stop` was cancelled first.
pub(super) async fn make(
    nats: bus::Config,
    folder: &DataFolder,
    conversion: &Conversion,
    show: &mut Show,
    stop: &CancellationToken,
) -> anyhow::Result<Option<MadeAudiobook>> {
    let connected = connect("lector", &nats, &blobs::Config::default()).await;
    let Connections { bus, blobs, .. } = connected.map_err(connect_error)?;
    // The private server is ours alone: it has the settings of this release.
    bus.provision().await.map_err(broker_error)?;
    let mut options = conversion.options.clone();
    if !conversion.is_voice_named {
        options.voice = ingest::default_voice(&blobs).await.or_its_exit()?;
        if options.voice == Voice::default() && !conversion.quiet && !conversion.json {
            output::tell(
                "the built-in voice speaks; `lector voices add kokoro` fetches a better one (121 MB)",
            );
        }
    }
    let (options, manifests) = voices::settled_all(&blobs, options).await?;
    for (voice, manifest) in &manifests {
        check_phonemes(conversion, voice, manifest)?;
    }
    let conversion = &Conversion { options, ..conversion.clone() };
    let making = Making {
        bus,
        blobs,
        record: ConversionRecord::of(folder, conversion.fingerprint()),
        folder,
        conversion,
    };
    // Provisioned just now, so the four services need not do it again.
    let nats = bus::Config { provision: false, ..nats };
    let made = Box::pin(making.make(&nats, show, stop)).await;
    making.bus.close().await;
    made
}

/// Refuses a voice that needs espeak-ng if that is not installed: its segments would wait for ever.
fn check_phonemes(
    conversion: &Conversion,
    voice: &Voice,
    manifest: &VoiceManifest,
) -> anyhow::Result<()> {
    let is_there = !manifest.phonemes_of(voice.speaker()).starts_with("espeak:")
        || conversion.services.worker.worker.espeak_program.is_some()
        || child::find_tool("espeak-ng").is_some();
    let why = || {
        let name = voice.without_manifest();
        anyhow!("the voice `{name}` needs espeak-ng: install it, or choose another voice")
    };
    if is_there { Ok(()) } else { Err(why()).or_exit(Exit::Config) }
}

struct Making<'a> {
    bus: Bus,
    blobs: Blobs,
    record: ConversionRecord,
    folder: &'a DataFolder,
    conversion: &'a Conversion,
}

impl Making<'_> {
    async fn make(
        &self,
        nats: &bus::Config,
        show: &mut Show,
        stop: &CancellationToken,
    ) -> anyhow::Result<Option<MadeAudiobook>> {
        if let Some(made) = self.made_before().await? {
            return Ok(Some(made));
        }
        let _running = self.record.hold()?;
        let mut services = self.conversion.services.clone();
        // What is asked for now goes first; what was abandoned rests until it is asked for again.
        services.ingest.ingest.resting = keeper::abandoned(self.folder);
        let inner = stop.child_token();
        let speaking = async {
            let done = self.speak(show, &inner).await;
            inner.cancel();
            done
        };
        let serving = async {
            let served = Box::pin(services.run(nats, &inner)).await;
            inner.cancel();
            served
        };
        let (done, served) = tokio::join!(speaking, serving);
        match done? {
            Some(view) => self.hand_over(view, false).await.map(Some),
            // There was no signal to stop, so a service must have failed.
            None if !stop.is_cancelled() => {
                served?;
                Err(anyhow!("the services stopped too early; see lector.log in the data folder"))
            }
            None => Ok(None),
        }
    }

    /// The audiobook of an earlier run, when it is complete and still there.
    async fn made_before(&self) -> anyhow::Result<Option<MadeAudiobook>> {
        let Some(view) = self.known().await? else { return Ok(None) };
        if view.state != BookState::Done {
            return Ok(None);
        }
        for file in files_of(&view, None)? {
            if self.blobs.size(&file.blob).await.or_its_exit()?.is_none() {
                return Ok(None);
            }
        }
        match self.hand_over(view, true).await {
            // The read that found it has removed it.
            Err(error) if is_damaged(&error) => Ok(None),
            handed_over => handed_over.map(Some),
        }
    }

    /// Puts the audiobook into the library and the output, as asked for.
    async fn hand_over(&self, view: BookView, reused: bool) -> anyhow::Result<MadeAudiobook> {
        let library = library::put(&self.bus, &self.blobs, self.conversion, &view).await?;
        let mut made = deliver(&self.blobs, self.conversion, view, reused).await?;
        made.library = library;
        Ok(made)
    }

    /// The view of the book of an earlier run.
    async fn known(&self) -> anyhow::Result<Option<BookView>> {
        let Some(book) = self.record.book() else { return Ok(None) };
        self.bus.books().get(&book.to_string()).await.map_err(broker_error)
    }

    /// Submits the book and waits until it is made; `None` when `stop` was cancelled first.
    async fn speak(
        &self,
        show: &mut Show,
        stop: &CancellationToken,
    ) -> anyhow::Result<Option<BookView>> {
        let book = self.ask(show).await?;
        let (mut is_told, mut is_planned) = (false, false);
        loop {
            let is_full = self.folder.free_bytes().is_ok_and(|free| free < FULL);
            if is_full && !is_told {
                let folder = self.folder.root().display();
                show.alarm(&format!("The disk of {folder} is full; make room, and it goes on."));
            }
            is_told = is_full;
            tokio::select! {
                () = stop.cancelled() => return Ok(None),
                () = sleep(LOOK) => {}
            }
            let view = self.bus.books().get(&book.to_string()).await.map_err(broker_error)?;
            let Some(view) = view else { continue };
            if !is_planned && view.segments > 0 {
                show.warn_of(&view);
                is_planned = true;
            }
            show.update(&view);
            match view.state {
                BookState::Speaking | BookState::Assembling => {}
                BookState::Done | BookState::DoneWithGaps => return Ok(Some(view)),
                BookState::Cancelled => return Err(anyhow!("the book was cancelled")),
                BookState::Failed => {
                    let exit = failure_exit(view.failure);
                    let why = view.message.unwrap_or_else(|| "the book failed".to_owned());
                    return Err(anyhow!("{}: {why}", self.conversion.source.display()))
                        .or_exit(exit);
                }
            }
        }
    }

    /// Submits the book, unless an earlier run did. A book that ended without a complete audiobook is submitted again.
    async fn ask(&self, show: &Show) -> anyhow::Result<BookId> {
        show.note("Reading the book…");
        let earlier = self.record.book();
        let book = match (earlier, self.known().await?) {
            (Some(book), Some(view)) if !view.state.is_final() => return Ok(book),
            (Some(book), None) => book,
            (_, Some(_)) | (None, None) => BookId(uuid::Uuid::now_v7()),
        };
        let source = BlobKey::source(self.conversion.digest);
        if self.blobs.size(&source).await.or_its_exit()?.is_none() {
            self.blobs.put_file(&source, &self.conversion.source).await.or_its_exit()?;
        }
        companions::store_lexicons(&self.blobs, &self.conversion.lexicons).await?;
        self.conversion.overrides.store(&self.blobs).await?;
        self.record.write(book)?;
        let job = Submit {
            schema: Schema::default(),
            book: Some(book),
            source: Source::Blob(source),
            name: self.conversion.name(),
            options: self.conversion.options.clone(),
            problem: None,
        };
        self.bus.enqueue(&Job::Submit(job)).await.map_err(broker_error)?;
        Ok(book)
    }
}
