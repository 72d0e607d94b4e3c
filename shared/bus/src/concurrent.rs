//! Many requests at once, within a window.

use futures::{StreamExt, TryStreamExt, stream};

use crate::Error;

/// Publications under way at once: the broker writes each to disk before it confirms.
const WINDOW: usize = 128;

/// Waits for many answers, some at a time; the results are in the order of `asked`.
pub(crate) async fn all<T, F>(asked: impl Iterator<Item = F>) -> Result<Vec<T>, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    // Collected first: a stream that makes its futures on the way cannot be proven to change threads.
    let asked: Vec<F> = asked.collect();
    stream::iter(asked).buffered(WINDOW).try_collect().await
}
