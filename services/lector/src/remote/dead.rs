//! `dead list|show|retry|discard`: jobs that were given up.

use anyhow::anyhow;
use bus::NamedDeadLetter as Letter;
use chassis::{Exit, OrExit as _};
use contract::DeadLetter;
use serde_json::json;

use super::{Session, broker_error};
use crate::cli::DeadVerb;
use crate::output;

/// Does what the verb says.
pub(crate) async fn dead(session: &Session, verb: &DeadVerb) -> anyhow::Result<Exit> {
    match verb {
        DeadVerb::List(_) => list(session).await?,
        DeadVerb::Show(arguments) => show(session, &arguments.job).await?,
        DeadVerb::Retry(arguments) => {
            let found = session.bus.retry_dead(&arguments.job).await.map_err(broker_error)?;
            done(session, &arguments.job, found, "is being retried")?;
        }
        DeadVerb::Discard(arguments) => {
            let found = session.bus.discard_dead(&arguments.job).await.map_err(broker_error)?;
            done(session, &arguments.job, found, "was discarded")?;
        }
    }
    Ok(Exit::Done)
}

async fn list(session: &Session) -> anyhow::Result<()> {
    let letters = session.bus.dead_letters().await.map_err(broker_error)?;
    if session.json {
        let letters =
            letters.iter().map(|Letter { name, letter }| json!({ "job": name, "letter": letter }));
        return output::say_json(&letters.collect::<Vec<_>>());
    }
    let row = |Letter { name, letter }: &Letter| {
        [name.clone(), letter.attempts.len().to_string(), letter.at.clone(), letter.reason.clone()]
    };
    let rows: Vec<_> = letters.iter().map(row).collect();
    output::say(&output::table(["JOB", "TRIES", "GIVEN UP", "WHY"], &rows));
    Ok(())
}

async fn show(session: &Session, job: &str) -> anyhow::Result<()> {
    let Some(letter) = session.bus.dead_letter(job).await.map_err(broker_error)? else {
        return missing(job);
    };
    if session.json {
        return output::say_json(&json!({ "job": job, "letter": letter }));
    }
    output::say(&details(job, &letter));
    Ok(())
}

fn details(job: &str, letter: &DeadLetter) -> String {
    let mut lines = vec![
        format!("job       {job}"),
        format!("given up  {}", letter.at),
        format!("why       {}", letter.reason),
        format!("delivered {} times", letter.deliveries),
    ];
    for attempt in &letter.attempts {
        lines.push(format!("tried     {} by {}: {}", attempt.at, attempt.by, attempt.error));
    }
    lines.push(format!("payload   {}", letter.payload));
    lines.join("\n")
}

fn done(session: &Session, job: &str, found: bool, what: &str) -> anyhow::Result<()> {
    if !found {
        return missing(job);
    }
    if session.json {
        return output::say_json(&json!({ "job": job }));
    }
    output::tell(&format!("{job} {what}."));
    Ok(())
}

fn missing(job: &str) -> anyhow::Result<()> {
    Err(anyhow!("there is no dead letter `{job}`; `lector dead list` lists them all"))
        .or_exit(Exit::Input)
}
