//! Reading messages: from the nearest replica, and from the leader where a replica has nothing or says nothing.

use std::time::Duration;

use async_nats::jetstream::message::StreamMessage;
use async_nats::jetstream::stream::{RawMessageError, RawMessageErrorKind, Stream};
use futures::future::{FutureExt as _, TryFutureExt as _};
use tokio::time::sleep;

use super::bucket::{Bucket, MessageSelector};
use super::bucket_error::BucketError;

/// How long a replica may be silent before the leader is asked, too. Any of them may be asked, and one that is stopped never answers.
const SILENCE: Duration = Duration::from_secs(2);

impl Bucket {
    /// Reads a message straight from a replica's store, without a consumer; a replica may be a little behind.
    pub(super) async fn fetch(
        &self,
        selector: MessageSelector<'_>,
    ) -> Result<StreamMessage, BucketError> {
        let stream = self.stream_handle().await?;
        self.repeated(|| self.fetch_once(&stream, selector).boxed()).await
    }

    async fn fetch_once(
        &self,
        stream: &Stream<()>,
        selector: MessageSelector<'_>,
    ) -> Result<StreamMessage, BucketError> {
        if self.silent_replicas().are_there() {
            return self.fetch_once_from_leader(stream, selector).await;
        }
        let leader = async {
            sleep(SILENCE).await;
            self.fetch_once_from_leader(stream, selector).await
        };
        tokio::select! {
            biased;
            fetched = fetch_once_from_nearest(stream, selector) => fetched,
            fetched = leader => {
                self.silent_replicas().note();
                fetched
            }
        }
    }

    pub(super) async fn fetch_from_leader(
        &self,
        selector: MessageSelector<'_>,
    ) -> Result<StreamMessage, BucketError> {
        let stream = self.stream_handle().await?;
        self.repeated(|| self.fetch_once_from_leader(&stream, selector).boxed()).await
    }

    async fn fetch_once_from_leader(
        &self,
        stream: &Stream<()>,
        selector: MessageSelector<'_>,
    ) -> Result<StreamMessage, BucketError> {
        let request = match selector {
            MessageSelector::At(sequence) => stream.raw_message_builder().sequence(sequence),
            MessageSelector::Last(subject) => stream.raw_message_builder().last_by_subject(subject),
            MessageSelector::Next(subject, sequence) => {
                stream.raw_message_builder().next_by_subject(subject).sequence(sequence)
            }
        };
        let refused = |error: RawMessageError| match error.kind() {
            RawMessageErrorKind::NoMessageFound => BucketError::Missing,
            RawMessageErrorKind::JetStream(error) => BucketError::of_api(error, self.name()),
            RawMessageErrorKind::InvalidSubject | RawMessageErrorKind::Other => {
                BucketError::broker(error)
            }
        };
        request.send().map_err(refused).await
    }

    async fn stream_handle(&self) -> Result<Stream<()>, BucketError> {
        let stream = self.context().get_stream_no_info(self.stream()).await;
        stream.map_err(BucketError::broker)
    }
}

async fn fetch_once_from_nearest(
    stream: &Stream<()>,
    selector: MessageSelector<'_>,
) -> Result<StreamMessage, BucketError> {
    let request = match selector {
        MessageSelector::At(sequence) => stream.direct_get_builder().sequence(sequence),
        MessageSelector::Last(subject) => stream.direct_get_builder().last_by_subject(subject),
        MessageSelector::Next(subject, sequence) => {
            stream.direct_get_builder().next_by_subject(subject).sequence(sequence)
        }
    };
    request.send().map_err(BucketError::of_get).await
}
