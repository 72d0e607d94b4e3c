//! Logs and traces: logs to standard error or a file, traces by OTLP if the configuration says so.

use std::fs::File;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::Context as _;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use serde::{Deserialize, Serialize};
use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt};

/// Longest wait for the collector, for one batch and at the end.
const COLLECTOR: Duration = Duration::from_secs(3);
/// Which spans are sent: ours. Sending the sender's own spans would never end.
const SENT: &str =
    "info,opentelemetry=off,opentelemetry_sdk=off,hyper=off,hyper_util=off,reqwest=off";
/// Size at which a log file is emptied, in bytes.
const LONGEST_LOG: u64 = 8 << 20;
/// Where an OTLP collector takes traces.
const TRACES: &str = "/v1/traces";

/// What is logged, and where to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Telemetry {
    /// What to log, as a filter of `tracing`: `info`, or `bus=debug,info`.
    pub log: String,
    /// `text` for people, `json` for machines.
    pub format: String,
    /// OTLP/HTTP endpoint that traces are sent to, such as `http://localhost:4318`; when absent, traces are not sent.
    pub otlp: Option<String>,
    /// File to log to, instead of standard error.
    pub file: Option<PathBuf>,
}

impl Default for Telemetry {
    fn default() -> Self {
        Self { log: "info".to_owned(), format: "text".to_owned(), otlp: None, file: None }
    }
}

/// Starts logging and tracing for `service`; what it returns sends the last spans when it is dropped.
///
/// A collector that is away or hangs costs spans, never time: sending has a thread of its own.
pub fn start_telemetry(
    service: &'static str,
    telemetry: &Telemetry,
) -> anyhow::Result<impl Drop + use<>> {
    let wanted = EnvFilter::try_new(&telemetry.log)
        .with_context(|| format!("telemetry.log is not a valid filter: `{}`", telemetry.log))?;
    let log = log_layer(telemetry)?.with_filter(wanted);
    let sender = telemetry.otlp.as_deref().map(|url| sender(service, url)).transpose()?;
    let traces = sender.as_ref().map(|sender| trace_layer(sender.tracer("lector")));
    tracing_subscriber::registry()
        .with(log)
        .with(traces)
        .try_init()
        .context("telemetry was started twice")?;
    Ok(Guard { sender })
}

fn log_layer(telemetry: &Telemetry) -> anyhow::Result<Box<dyn Layer<Registry> + Send + Sync>> {
    let (writer, colours) = match &telemetry.file {
        Some(path) => (BoxMakeWriter::new(log_file(path)?), false),
        None => (BoxMakeWriter::new(std::io::stderr), wants_colours()),
    };
    let layer = fmt::layer().with_writer(writer).with_ansi(colours);
    match telemetry.format.as_str() {
        "text" => Ok(layer.boxed()),
        "json" => Ok(layer.json().flatten_event(true).boxed()),
        other => anyhow::bail!("telemetry.format must be text or json, not `{other}`"),
    }
}

fn wants_colours() -> bool {
    std::io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Opens a log file to append to; empties one that has grown too long.
fn log_file(path: &Path) -> anyhow::Result<File> {
    let open = || {
        let file = File::options().append(true).create(true).open(path)?;
        if file.metadata()?.len() > LONGEST_LOG {
            file.set_len(0)?;
        }
        std::io::Result::Ok(file)
    };
    open().with_context(|| format!("cannot open the log file {}", path.display()))
}

fn trace_layer<S>(tracer: SdkTracer) -> impl Layer<S>
where
    S: tracing::Subscriber + for<'a> tracing_subscriber::registry::LookupSpan<'a>,
{
    tracing_opentelemetry::layer()
        .with_tracer(tracer)
        .with_location(false)
        .with_threads(false)
        .with_tracked_inactivity(false)
        .with_filter(EnvFilter::new(SENT))
}

fn sender(service: &'static str, url: &str) -> anyhow::Result<SdkTracerProvider> {
    // There is one provider for the process; it may be installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let base = url.trim_end_matches('/').trim_end_matches(TRACES);
    let exporter = SpanExporter::builder()
        .with_http()
        .with_endpoint(format!("{base}{TRACES}"))
        .with_timeout(COLLECTOR)
        .build()
        .with_context(|| format!("telemetry.otlp is not a valid address: `{url}`"))?;
    let resource = Resource::builder().with_service_name(service).build();
    Ok(SdkTracerProvider::builder().with_resource(resource).with_batch_exporter(exporter).build())
}

struct Guard {
    sender: Option<SdkTracerProvider>,
}

impl Drop for Guard {
    /// Sends what is left, on a thread of its own: the sender must not wait inside an async runtime.
    fn drop(&mut self) {
        let Some(sender) = self.sender.take() else { return };
        let last = thread::Builder::new()
            .name("last-spans".to_owned())
            .spawn(move || sender.shutdown_with_timeout(COLLECTOR));
        if let Ok(last) = last {
            // What could not be sent is lost; the process is ending.
            let _ = last.join();
        }
    }
}
