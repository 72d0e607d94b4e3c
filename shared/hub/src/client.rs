//! Requests to the web, with a check of every redirect.

use std::time::Duration;

use anyhow::{Context as _, anyhow};
use chassis::{Exit, OrExit as _};
use reqwest::header::{ACCEPT_ENCODING, LINK, LOCATION, RANGE};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use crate::address::shown;
use crate::hosts::Hosts;

/// Most redirects that are followed.
const MOST_HOPS: usize = 5;

/// Largest JSON answer of a hub; a page of a thousand files is about 300 KB.
const MOST_JSON_BYTES: u64 = 8 << 20;

/// A client that requests only addresses that the settings allow.
#[derive(Debug)]
pub(crate) struct Web<'a> {
    /// The hosts that it may request.
    pub hosts: &'a Hosts,
    client: Client,
}

impl<'a> Web<'a> {
    pub(crate) fn new(hosts: &'a Hosts) -> anyhow::Result<Self> {
        // An error means that a provider is already installed, which is just as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Redirects are followed below, each after a check of its target.
        let client = Client::builder()
            .redirect(Policy::none())
            .referer(false)
            .user_agent(concat!("lector/", env!("CARGO_PKG_VERSION")))
            .build()
            .context("cannot make web requests")
            .or_exit(Exit::Config)?;
        Ok(Self { hosts, client })
    }

    /// Requests `url` and follows redirects; `None` if there is nothing at the address.
    pub(crate) async fn get(&self, url: &Url) -> anyhow::Result<Option<Response>> {
        self.get_from(url, 0).await
    }

    /// As [`Web::get`], and asks only for the bytes from `from` on; a server may answer with all of them.
    pub(crate) async fn get_from(&self, url: &Url, from: u64) -> anyhow::Result<Option<Response>> {
        self.hosts.check(url, None)?;
        let mut at = url.clone();
        for _ in 0..=MOST_HOPS {
            let response = self.ask(&at, from).await?;
            let Some(next) = redirect(&at, &response)? else { return judge(url, response) };
            self.hosts.check(&next, Some(&at))?;
            at = next;
        }
        let endless = anyhow!("{} redirects too often; check the address", shown(url));
        Err(endless).or_exit(Exit::Input)
    }

    async fn ask(&self, url: &Url, from: u64) -> anyhow::Result<Response> {
        // Lengths and digests are those of the uncompressed bytes.
        let mut request = self.client.get(url.clone()).header(ACCEPT_ENCODING, "identity");
        if from > 0 {
            request = request.header(RANGE, format!("bytes={from}-"));
        }
        match timeout(self.hosts.stall(), request.send()).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => {
                let what = format!("cannot reach {}", shown(url));
                Err(anyhow::Error::new(error.without_url()).context(what))
                    .or_exit(Exit::Unreachable)
            }
            Err(_) => stalled(url, self.hosts.stall()),
        }
    }

    /// Reads a JSON answer, and the address of its next page; `None` if there is nothing at the address.
    pub(crate) async fn json<T: DeserializeOwned>(
        &self,
        url: &Url,
    ) -> anyhow::Result<Option<(T, Option<Url>)>> {
        let Some(response) = self.get(url).await? else { return Ok(None) };
        let next = next_page(url, &response);
        let mut text = Vec::new();
        self.read(url, response, MOST_JSON_BYTES, async |part| {
            text.extend_from_slice(part);
            Ok(())
        })
        .await?;
        let answer = serde_json::from_slice(&text)
            .with_context(|| format!("{} sent an unexpected answer", shown(url)));
        Ok(Some((answer.or_exit(Exit::Input)?, next)))
    }

    /// Passes the bytes of the answer from `url` to `take`, at most `most` of them; returns their number.
    pub(crate) async fn read(
        &self,
        url: &Url,
        mut response: Response,
        most: u64,
        mut take: impl AsyncFnMut(&[u8]) -> anyhow::Result<()>,
    ) -> anyhow::Result<u64> {
        let larger = || anyhow!("{} is larger than {most} bytes; it was not kept", shown(url));
        if response.content_length().is_some_and(|length| length > most) {
            return Err(larger()).or_exit(Exit::Input);
        }
        let mut read = 0;
        loop {
            let part = match timeout(self.hosts.stall(), response.chunk()).await {
                Ok(Ok(Some(part))) => part,
                Ok(Ok(None)) => return Ok(read),
                Ok(Err(error)) => {
                    let what = format!("{} broke off after {read} bytes; try again", shown(url));
                    return Err(anyhow::Error::new(error.without_url()).context(what))
                        .or_exit(Exit::TryAgain);
                }
                Err(_) => return stalled(url, self.hosts.stall()),
            };
            read += u64::try_from(part.len())?;
            if read > most {
                return Err(larger()).or_exit(Exit::Input);
            }
            take(&part).await?;
        }
    }
}

/// The target of an answer that is a redirect.
fn redirect(at: &Url, response: &Response) -> anyhow::Result<Option<Url>> {
    match response.status() {
        StatusCode::MOVED_PERMANENTLY
        | StatusCode::FOUND
        | StatusCode::SEE_OTHER
        | StatusCode::TEMPORARY_REDIRECT
        | StatusCode::PERMANENT_REDIRECT => {}
        _ => return Ok(None),
    }
    let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
    let to = to.and_then(|to| at.join(to).ok());
    let to = to.ok_or_else(|| anyhow!("{} redirects nowhere", shown(at))).or_exit(Exit::Input)?;
    Ok(Some(to))
}

/// Sorts responses: an answer, nothing there, or an error.
fn judge(url: &Url, response: Response) -> anyhow::Result<Option<Response>> {
    let place = shown(url);
    let (exit, why) = match response.status() {
        StatusCode::OK | StatusCode::PARTIAL_CONTENT => return Ok(Some(response)),
        StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(None),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => (
            Exit::NotPermitted,
            format!(
                "{place} does not exist, or needs a login; check the name, or download the files with a browser \
                 and add their folder"
            ),
        ),
        StatusCode::TOO_MANY_REQUESTS => {
            (Exit::TryAgain, format!("{place} limits requests; try again in a few minutes"))
        }
        status if status.is_server_error() => {
            (Exit::TryAgain, format!("{place} answered {status}; try again later"))
        }
        status => (Exit::Input, format!("{place} answered {status} instead of a file")),
    };
    Err(anyhow!(why)).or_exit(exit)
}

fn stalled<T>(url: &Url, stall: Duration) -> anyhow::Result<T> {
    Err(anyhow!("{} sent nothing for {stall:?}; try again later", shown(url)))
        .or_exit(Exit::Unreachable)
}

/// The next page that the header `Link` names.
fn next_page(url: &Url, response: &Response) -> Option<Url> {
    let links = response.headers().get(LINK)?.to_str().ok()?;
    let next = links.split(',').find(|link| link.contains("rel=\"next\""))?;
    let (from, to) = (next.find('<')? + 1, next.find('>')?);
    url.join(next.get(from..to)?).ok()
}
