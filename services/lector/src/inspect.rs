//! `lector inspect`: how a book would be read, as a table for people or as JSON.

mod words;

use std::fs::File;

use anyhow::{Context as _, anyhow};
use chassis::{Exit, OrExit as _};
use planning::{ChapterInspection, Detail, Inspection};

use crate::cli::{Cli, InspectArgs};
use crate::output;

/// Widest title that is shown.
const TITLE: usize = 48;

/// Prints how a book would be read.
pub(crate) async fn inspect(cli: &Cli, arguments: &InspectArgs) -> anyhow::Result<Exit> {
    let path = &arguments.book;
    let (options, lexicons) = arguments.reading.choices(Some(path), cli.data.as_deref())?;
    let lexicons: Vec<_> = lexicons.into_iter().map(|found| (found.name, found.text)).collect();
    let opened = File::open(path).with_context(|| format!("cannot read {}", path.display()));
    opened.or_exit(Exit::Input)?;
    let config: ingest::Config = chassis::load(cli.config.as_deref(), &[]).or_exit(Exit::Config)?;
    let detail = match arguments.spoken || arguments.words {
        true => Detail::Sentences,
        false => Detail::Figures,
    };
    let inspection = ingest::inspect_book(&config.ingest, path, options, lexicons, detail)
        .await
        .map_err(|why| anyhow!("{}: {why}", path.display()))
        .or_exit(Exit::Input)?;
    if arguments.words {
        return words::show(&inspection, arguments.json);
    }
    if arguments.json {
        output::say_json(&inspection)?;
    } else if arguments.spoken {
        output::say(spoken(&inspection).trim_end());
    } else {
        output::say(described(&inspection).trim_end());
    }
    Ok(if inspection.lost.is_empty() { Exit::Done } else { Exit::Gaps })
}

/// Every sentence below the title of its chapter, and behind an arrow what is said where that differs.
fn spoken(book: &Inspection) -> String {
    let (mut lines, mut chapter) = (String::new(), 0);
    for sentence in &book.sentences {
        if std::mem::replace(&mut chapter, sentence.chapter) != chapter {
            let begun = book.chapters.iter().find(|it| it.number == chapter);
            let title = begun.map_or("", |it| &it.title);
            lines += &format!("\n{chapter}. {title}\n\n");
        }
        lines += &format!("  {}\n", sentence.text);
        if sentence.spoken != sentence.text {
            lines += &format!("    → {}\n", sentence.spoken);
        }
    }
    lines.trim_start_matches('\n').to_owned()
}

/// The whole account, for people.
fn described(book: &Inspection) -> String {
    let authors = match book.metadata.authors.as_slice() {
        [] => String::new(),
        authors => format!(" by {}", authors.join(", ")),
    };
    let language = book.metadata.language.as_deref().unwrap_or("unknown");
    let cover = if book.has_cover { "a cover" } else { "no cover" };
    let contents = match book.contents {
        0 => "no table of contents".to_owned(),
        entries => format!("{entries} entries in the table of contents"),
    };
    let rows: Vec<[String; 5]> = book.chapters.iter().map(row).collect();
    let account = &book.account;
    let lost = if account.lost > 0 { format!(" + {} LOST", account.lost) } else { String::new() };
    let reasons = book.left_out.iter();
    let reasons: Vec<[String; 2]> =
        reasons.map(|(reason, count)| [count.to_string(), reason.clone()]).collect();
    let warnings = output::warnings(&book.lost, &book.warnings).map(|line| format!("\n{line}"));
    format!(
        "{}{authors}\nlanguage: {language}, {cover}, {contents}; numbers by {} rules\n\n{}\n\n\
         about {} of speech\n{} visible characters = {} spoken + {} left out{lost}\n\n{}{}",
        book.metadata.title,
        book.rules,
        output::table(["", "chapter", "words", "time", ""], &rows),
        clock(book.seconds),
        account.visible,
        account.spoken,
        account.left_out,
        output::table(["left out", "why"], &reasons),
        warnings.collect::<String>(),
    )
}

fn row(chapter: &ChapterInspection) -> [String; 5] {
    let mut title: String = chapter.title.chars().take(TITLE).collect();
    if title.len() < chapter.title.len() {
        title.pop();
        title.push('…');
    }
    let note = chapter.note.clone().unwrap_or_default();
    let (words, time, note) = if chapter.read {
        (chapter.words.to_string(), clock(chapter.seconds), note)
    } else {
        (String::new(), "skipped".to_owned(), note)
    };
    [chapter.number.to_string(), title, words, time, note]
}

/// Hours, minutes and seconds.
fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}
