//! A multipart form with files, streamed (RFC 7578).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use blobs::{Blobs, Error};
use bytes::Bytes;
use contract::BlobKey;
use futures::stream::{self, BoxStream, StreamExt as _, TryStreamExt as _};

/// The boundary between parts: no line of sound or text begins like it.
const BOUNDARY: &str = "lector-6f1c0b7e5f9d4a3e8c2b";

/// The content of a part.
#[derive(Debug, Clone)]
pub(crate) enum FormField {
    /// A text.
    Text(String),
    /// A small file.
    File(String, Bytes),
    /// A blob as a file, and its size.
    Blob(String, BlobKey, u64),
}

/// A form: names and contents.
#[derive(Debug, Default)]
pub(crate) struct MultipartForm(Vec<(String, FormField)>);

impl MultipartForm {
    /// Adds a part.
    pub(crate) fn with(mut self, name: impl Into<String>, content: FormField) -> Self {
        self.0.push((name.into(), content));
        self
    }

    /// The form's content type, for the header.
    pub(crate) fn kind() -> String {
        format!("multipart/form-data; boundary={BOUNDARY}")
    }

    /// Its size in bytes.
    pub(crate) fn size(&self) -> u64 {
        let part = |(name, content): &(String, FormField)| {
            let size = match content {
                FormField::Text(text) => text.len() as u64,
                FormField::File(_, bytes) => bytes.len() as u64,
                FormField::Blob(_, _, size) => *size,
            };
            head(name, content).len() as u64 + size + 2
        };
        self.0.iter().map(part).sum::<u64>() + tail().len() as u64
    }

    /// Its bytes; `sent` counts those that were sent.
    pub(crate) fn pieces(
        self,
        blobs: &Blobs,
        sent: &Arc<AtomicU64>,
    ) -> BoxStream<'static, Result<Bytes, Error>> {
        let blobs = blobs.clone();
        let parts = stream::iter(self.0).then(move |(name, content)| {
            let (blobs, head) = (blobs.clone(), Bytes::from(head(&name, &content)));
            async move {
                let bytes = match content {
                    FormField::Text(text) => once(text.into()),
                    FormField::File(_, bytes) => once(bytes),
                    FormField::Blob(_, key, _) => blobs.read(&key, None).await?,
                };
                Ok::<_, Error>(once(head).chain(bytes).chain(once("\r\n".into())))
            }
        });
        let sent = Arc::clone(sent);
        let count = move |piece: &Bytes| _ = sent.fetch_add(piece.len() as u64, Ordering::Relaxed);
        parts.try_flatten().chain(once(tail().into())).inspect_ok(count).boxed()
    }
}

fn once(bytes: Bytes) -> BoxStream<'static, Result<Bytes, Error>> {
    stream::once(async { Ok(bytes) }).boxed()
}

fn head(name: &str, content: &FormField) -> String {
    let file = match content {
        FormField::Text(_) => String::new(),
        FormField::File(file, _) | FormField::Blob(file, _, _) => format!(
            "; filename=\"{}\"\r\nContent-Type: application/octet-stream",
            // As browsers do it.
            file.replace('"', "%22").replace(['\r', '\n'], " ")
        ),
    };
    let name = name.replace('"', "%22");
    format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n")
}

fn tail() -> String {
    format!("--{BOUNDARY}--\r\n")
}
