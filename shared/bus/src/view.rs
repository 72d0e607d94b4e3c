//! Views: small documents in key-value buckets.

use std::marker::PhantomData;

use contract::{BookView, WorkerView};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Bus, Error};

/// A bucket of documents of one kind.
#[derive(Debug, Clone)]
pub struct View<T> {
    kind: PhantomData<T>,
}

impl Bus {
    /// The `books` bucket; written by progress alone.
    #[must_use]
    pub fn books(&self) -> View<BookView> {
        todo!()
    }

    /// The `workers` bucket; each worker writes its own key, which goes a minute after its last word.
    #[must_use]
    pub fn workers(&self) -> View<WorkerView> {
        todo!()
    }
}

impl<T: Serialize + DeserializeOwned> View<T> {
    /// Writes the document called `key`.
    pub async fn put(&self, key: &str, document: &T) -> Result<(), Error> {
        let _ = (key, document);
        todo!()
    }

    /// Reads the document called `key`.
    pub async fn get(&self, key: &str) -> Result<Option<T>, Error> {
        let _ = key;
        todo!()
    }

    /// Reads all documents.
    pub async fn all(&self) -> Result<Vec<T>, Error> {
        todo!()
    }

    /// Removes the document called `key`.
    pub async fn remove(&self, key: &str) -> Result<(), Error> {
        let _ = key;
        todo!()
    }
}
