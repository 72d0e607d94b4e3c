//! `/metrics`: what a service counts, in the [text format of Prometheus](https://prometheus.io/docs/instrumenting/exposition_formats/).

use std::fmt;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, prometheus_text};
use prometheus_client::metrics::MetricType;
use prometheus_client::registry::Registry;

/// A number, as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    name: &'static str,
    help: &'static str,
    is_counter: bool,
    labels: Vec<(&'static str, String)>,
    value: f64,
}

impl Metric {
    /// A number that goes up and down. `help` is one sentence, without its full stop.
    #[must_use]
    pub fn gauge(name: &'static str, help: &'static str, value: impl Into<f64>) -> Self {
        Self { name, help, is_counter: false, labels: vec![], value: value.into() }
    }

    /// A number that only grows while the service runs; `_total` is put behind its name.
    #[must_use]
    pub fn counter(name: &'static str, help: &'static str, value: impl Into<f64>) -> Self {
        Self { is_counter: true, ..Self::gauge(name, help, value) }
    }

    /// Adds a label. Not for values of which there are many, such as books and segments.
    #[must_use]
    pub fn label(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.labels.push((name, value.into()));
        self
    }
}

/// The route `/metrics`; `now` is called at every scrape.
pub fn metrics_route(now: impl Fn() -> Vec<Metric> + Clone + Send + Sync + 'static) -> Router {
    Router::new().route("/metrics", get(async move || answer(now())))
}

fn answer(metrics: Vec<Metric>) -> Response {
    match text(metrics) {
        Ok(text) => ([(CONTENT_TYPE, prometheus_text::CONTENT_TYPE)], text).into_response(),
        Err(fmt::Error) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn text(metrics: Vec<Metric>) -> Result<String, fmt::Error> {
    let mut registry = Registry::with_prefix("lector");
    registry.register_collector(Box::new(Now(metrics)));
    let mut text = String::new();
    prometheus_text::encode(&mut text, &registry)?;
    Ok(text)
}

/// The numbers of one scrape.
#[derive(Debug)]
struct Now(Vec<Metric>);

impl Collector for Now {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        for Metric { name, help, is_counter, labels, value } in &self.0 {
            let kind = if *is_counter { MetricType::Counter } else { MetricType::Gauge };
            let mut family = encoder.encode_descriptor(name, help, None, kind)?;
            let labels = labels.as_slice();
            let mut metric = family.encode_family(&labels)?;
            if *is_counter {
                metric.encode_counter::<[(&str, &str); 0], _, u64>(value, None)?;
            } else {
                metric.encode_gauge(value)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_prometheus_reads_them() {
        let why = "wanted \"cuda\",\nruns on cpu";
        let text = text(vec![
            Metric::counter("segments_spoken", "Segments spoken", 3_u32),
            Metric::gauge("worker_info", "What it is", 1).label("fell_back", why),
        ]);

        let expected = "# HELP lector_segments_spoken_total Segments spoken\n\
            # TYPE lector_segments_spoken_total counter\n\
            lector_segments_spoken_total 3.0\n\
            # HELP lector_worker_info What it is\n\
            # TYPE lector_worker_info gauge\n\
            lector_worker_info{fell_back=\"wanted \\\"cuda\\\",\\nruns on cpu\"} 1.0\n";
        assert_eq!(text.unwrap(), expected);
    }
}
