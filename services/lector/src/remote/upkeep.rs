//! `prune`, `backup` and `restore`: what is stored, and what becomes of it.

use chassis::{Exit, OrExit as _};
use indicatif::HumanBytes;
use serde_json::json;
use service::ExitsWith as _;
use upkeep::{Error, FolderUsage, Saved, Survey};

use super::Session;
use crate::cli::Verb;
use crate::output;

/// Shows what is stored, and removes what may go if `yes`.
pub(crate) async fn prune(session: &Session, yes: bool) -> anyhow::Result<Exit> {
    let survey = upkeep::survey(&session.bus, &session.blobs, &session.retention);
    let survey = or_exit(survey.await)?;
    let removed = if yes { or_exit(upkeep::prune(&session.blobs, &survey).await)? } else { 0 };
    if session.json {
        output::say_json(&json!({ "folders": survey.folders, "removed": removed }))?;
        return Ok(Exit::Done);
    }
    output::say(&table(&survey));
    let may_go = survey.removable.len();
    let told = match (may_go, yes) {
        (0, _) => {
            "Nothing is old enough to be removed; see [retention] in the settings.".to_owned()
        }
        (_, true) => format!("{removed} blobs were removed."),
        (_, false) => format!("{may_go} blobs may be removed; run `lector prune --yes` to do so."),
    };
    output::tell(&told);
    Ok(Exit::Done)
}

/// Saves what cannot be made again into a folder, or puts it back.
pub(crate) async fn backup_or_restore(session: &Session, verb: &Verb) -> anyhow::Result<Exit> {
    match verb {
        Verb::Backup(arguments) => {
            let saved = upkeep::backup(&session.bus, &session.blobs, &arguments.folder).await;
            tell(session, "saved", or_exit(saved)?)
        }
        Verb::Restore(arguments) => {
            session.prepare().await?;
            let restored = upkeep::restore(&session.bus, &session.blobs, &arguments.folder).await;
            tell(session, "restored", or_exit(restored)?)
        }
        _ => Ok(Exit::Usage),
    }
}

fn tell(session: &Session, done: &str, saved: Saved) -> anyhow::Result<Exit> {
    if session.json {
        output::say_json(&saved)?;
    } else {
        let Saved { facts, views, blobs, size_bytes } = saved;
        let size = HumanBytes(size_bytes);
        output::tell(&format!("{views} books, {facts} facts and {blobs} blobs ({size}) {done}."));
    }
    Ok(Exit::Done)
}

fn table(survey: &Survey) -> String {
    let row = |(folder, usage): (&String, &FolderUsage)| {
        [
            folder.clone(),
            usage.blobs.to_string(),
            HumanBytes(usage.size_bytes).to_string(),
            usage.removable_blobs.to_string(),
            HumanBytes(usage.removable_bytes).to_string(),
        ]
    };
    let rows: Vec<_> = survey.folders.iter().map(row).collect();
    output::table(["FOLDER", "BLOBS", "SIZE", "REMOVABLE", "SIZE"], &rows)
}

fn or_exit<T>(done: Result<T, Error>) -> anyhow::Result<T> {
    let exit = done.as_ref().err().map_or(Exit::Done, |error| match error {
        Error::Broker(error) => error.exit(),
        Error::Store(error) => error.exit(),
        Error::File { .. } => Exit::Io,
        Error::NotEmpty { .. } => Exit::CannotCreate,
        Error::NotABackup { .. } => Exit::Input,
    });
    done.or_exit(exit)
}
