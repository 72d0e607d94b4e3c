//! Arguments that choose how a book is read.

use std::path::{Path, PathBuf};

use chassis::{Exit, OrExit as _};
use clap::{Args, ValueEnum};
use companions::LexiconFile;
use contract::{ChapterId, ChapterSelection, LanguageTag, Matter, Notes, Options, Speed, Voice};
use keeper::DataFolder;

/// How a book is to be read.
#[derive(Debug, Clone, Args)]
pub(crate) struct ReadingArgs {
    /// Voice: a name from `lector voices`, optionally with a speaker (lector:rms), or espeak:<language> [default: kokoro where it was
    /// added, or else lector]
    #[arg(long, value_name = "VOICE")]
    pub voice: Option<String>,

    /// Voice for a single chapter, such as 3=lector:slt; may be given several times
    #[arg(long = "voice-of", value_name = "CHAPTER=VOICE", value_parser = voice_of)]
    pub voices: Vec<(ChapterId, Voice)>,

    /// Speed, as a factor of the voice's own pace: 0.5 to 2
    #[arg(long, value_name = "FACTOR", default_value_t = Speed::USUAL)]
    pub speed: Speed,

    /// Language in which to read it, such as de or pt-BR [default: what the book says, unless its text is clearly in another]
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<LanguageTag>,

    /// Chapters to read, such as 1-3,7; `lector inspect` shows the numbers [default: all]
    #[arg(long, value_name = "NUMBERS")]
    pub chapters: Option<ChapterSelection>,

    /// Kinds of matter to read that are usually skipped, such as notes,copyright; `lector inspect` shows them
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub include: Vec<Matter>,

    /// Kinds of matter to skip, such as dedication,tables,code
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub exclude: Vec<Matter>,

    /// Where to read footnotes and endnotes
    #[arg(long, value_name = "WHERE", value_enum, default_value_t = NotesAt::Drop)]
    pub notes: NotesAt,

    /// Pronunciation lexicon (TOML or PLS); may be given several times [also read: BOOK.lexicon.toml, and lexicon.toml beside the book and in the data folder]
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,
}

/// Where footnotes and endnotes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NotesAt {
    /// Nowhere; with --include notes, where the book has them
    Drop,
    /// After the paragraph that refers to them
    Paragraph,
    /// At the end of the chapter that refers to them
    Chapter,
}

impl ReadingArgs {
    /// Checks the choices. Lexicons are looked for beside the book, if it is a local file, and in the `data` folder.
    pub(crate) fn choices(
        &self,
        book: Option<&Path>,
        data: Option<&Path>,
    ) -> anyhow::Result<(Options, Vec<LexiconFile>)> {
        let data = DataFolder::place(data);
        let lexicons = companions::find_lexicons(&self.lexicon, book, data.as_deref())?;
        let keys = lexicons.iter().map(LexiconFile::key).collect();
        Ok((Options { lexicons: keys, ..self.options()? }, lexicons))
    }

    fn options(&self) -> anyhow::Result<Options> {
        let named = self.voice.as_ref().map(|voice| voice.parse::<Voice>()).transpose();
        let voice = named.or_exit(Exit::Config)?.unwrap_or_default();
        let notes = match self.notes {
            NotesAt::Drop => Notes::Drop,
            NotesAt::Paragraph => Notes::Paragraph,
            NotesAt::Chapter => Notes::Chapter,
        };
        Ok(Options {
            voice,
            speed: self.speed,
            language: self.language.clone(),
            chapters: self.chapters.clone(),
            include: self.include.iter().copied().collect(),
            exclude: self.exclude.iter().copied().collect(),
            notes,
            lexicons: vec![],
            voices: self.voices.iter().cloned().collect(),
            ..Options::default()
        })
    }
}

/// Reads `3=lector:slt`.
pub(super) fn voice_of(text: &str) -> Result<(ChapterId, Voice), String> {
    let form = || "write it as chapter=voice, such as 3=lector:slt".to_owned();
    let (chapter, voice) = text.split_once('=').ok_or_else(form)?;
    let chapter = chapter.trim().parse().map_err(|_| form())?;
    Ok((chapter, voice.trim().parse().map_err(|error: contract::VoiceError| error.to_string())?))
}
