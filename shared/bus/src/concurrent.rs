//! Many requests at once, within a window.

use futures::{StreamExt, TryStreamExt, stream};

use crate::Error;

/// Requests under way at once: the broker writes each publication to its disk before it confirms.
const WINDOW: usize = 128;

/// Makes many requests, some at a time; the results are in the order of `requests`.
pub(crate) async fn concurrently<T, F>(requests: impl Iterator<Item = F>) -> Result<Vec<T>, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    // Collected first: a stream that makes its futures on the way cannot be proven to change threads.
    let requests: Vec<F> = requests.collect();
    stream::iter(requests).buffered(WINDOW).try_collect().await
}
