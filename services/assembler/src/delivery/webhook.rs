//! Calls webhooks when an audiobook is finished.

use std::sync::atomic::AtomicU64;
use std::time::{SystemTime, UNIX_EPOCH};

use bus::{Failure, Work};
use contract::{Finished, Plan};
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::delivery::finished_book::FinishedBook;
use crate::delivery::placement::Placement;
use crate::delivery::settings::{DeliverySettings, secret, web_address};
use crate::delivery::signature::signature;
use crate::delivery::web::{AnswerLimits, ask, client, shown};
use media::book_tags::BookTags;

/// Calls the webhook `number` (from 1) for a finished book; returns its address.
pub(crate) async fn tell(
    settings: &DeliverySettings,
    number: u32,
    FinishedBook { plan, finished }: FinishedBook<'_>,
    work: &Work,
) -> Result<Placement, Failure> {
    let at = usize::try_from(number).unwrap_or(usize::MAX).wrapping_sub(1);
    let Some(url) = settings.webhook.urls.get(at) else {
        return Err(Failure::reject(format!(
            "this assembler has no webhook {number}; set assembler.delivery.webhook.urls"
        )));
    };
    let url = web_address(&url.0).map_err(Failure::reject)?;
    let whom = shown(&url);
    let key = secret(settings.webhook.secret.as_ref(), settings.webhook.secret_file.as_deref());
    let key = key.map_err(|error| Failure::retry(format!("cannot read the secret: {error}")))?;
    let body = serde_json::to_vec(&message(plan, finished)).map_err(Failure::reject)?;
    // The same id at every try, so that receivers can ignore repetitions.
    let id = format!("{}.{}.finished", finished.book, finished.revision);
    let seconds = now_seconds();
    let mut request = client()?
        .post(url)
        .header(CONTENT_TYPE, "application/json")
        .header("webhook-id", &id)
        .header("webhook-timestamp", seconds.to_string());
    if let Some(key) = key {
        request = request.header("webhook-signature", signature(&key, &id, seconds, &body));
    }
    let nothing = AtomicU64::new(0);
    let limits = AnswerLimits { sent: &nothing, limit: settings.timeout() };
    ask(request.body(body), &whom, limits, work).await?;
    Ok(Placement { place: whom, note: None })
}

/// The message: the fact, and some metadata of the book.
fn message(plan: &Plan, finished: &Finished) -> Value {
    let BookTags { title, subtitle, authors, narrators, series, language, .. } =
        BookTags::of(plan, None);
    json!({
        "event": "finished",
        "finished": finished,
        "book": {
            "title": title,
            "subtitle": subtitle,
            "authors": authors,
            "narrators": narrators,
            "series": series,
            "language": language,
            "state": if finished.gaps.is_empty() { "done" } else { "done_with_gaps" },
            "chapters": plan.chapters.len(),
            "segments": plan.segment_count(),
        },
    })
}

#[expect(clippy::disallowed_methods, reason = "receivers compare it with their clocks")]
fn now_seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}
