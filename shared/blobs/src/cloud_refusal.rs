//! What a store in the cloud means by a refusal, read off its words.

use std::error::Error;

/// Why a store refuses a request that is all right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CloudRefusal {
    /// It is overloaded, or we ask too much of it.
    Throttled,
    /// It takes our signature for an old one, or one from the future.
    ClockSkew,
}

/// What stores say when they are overloaded, or are asked too much.
const THROTTLED: [&str; 4] =
    ["503 Service Unavailable", "429 Too Many Requests", "SlowDown", "ServerBusy"];

/// What S3, Azure and Google say when the clock of the client is wrong.
const CLOCK_SKEW: [&str; 4] = [
    "RequestTimeTooSkewed",
    "RequestExpired",
    "Request date header too old",
    "Check your iat and exp values",
];

/// What `error` means, if it is one of these.
pub(crate) fn refusal(error: &(dyn Error + 'static)) -> Option<CloudRefusal> {
    let texts = texts(error);
    let said = |words: &[&str]| words.iter().any(|word| texts.contains(word));
    if said(&CLOCK_SKEW) {
        return Some(CloudRefusal::ClockSkew);
    }
    said(&THROTTLED).then_some(CloudRefusal::Throttled)
}

/// What an error and its causes say.
fn texts(error: &(dyn Error + 'static)) -> String {
    let mut texts = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        texts.push_str(&format!("\n{error}"));
        cause = error.source();
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_known_by_their_words() {
        let meant = |text: &str| refusal(&*Box::<dyn Error>::from(text));

        let slow = "status code: 503 Service Unavailable: <Code>SlowDown</Code>";
        assert_eq!(meant(slow), Some(CloudRefusal::Throttled));
        let skewed = "status code: 403 Forbidden: <Code>RequestTimeTooSkewed</Code>";
        assert_eq!(meant(skewed), Some(CloudRefusal::ClockSkew));
        assert_eq!(meant("status code: 403 Forbidden: <Code>AccessDenied</Code>"), None);
    }
}
