//! W3C trace context of a span, as text; the two functions that `bus::Trace` needs.

use std::collections::HashMap;

use opentelemetry::propagation::TextMapPropagator as _;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// The header that carries a trace context.
const TRACEPARENT: &str = "traceparent";

/// Writes the span's context as a `traceparent`; `None` if traces are not sent.
#[must_use]
pub fn current(span: &Span) -> Option<String> {
    let mut headers = HashMap::new();
    TraceContextPropagator::new().inject_context(&span.context(), &mut headers);
    headers.remove(TRACEPARENT)
}

/// Makes the span a child of `traceparent`; one that cannot be read, or comes too late, changes nothing.
pub fn adopt(span: &Span, traceparent: &str) {
    let headers = HashMap::from([(TRACEPARENT.to_owned(), traceparent.to_owned())]);
    // Fails only if traces are not sent, or if the span has begun.
    let _ = span.set_parent(TraceContextPropagator::new().extract(&headers));
}

#[cfg(test)]
mod tests {
    use opentelemetry::trace::TracerProvider as _;
    use opentelemetry_sdk::trace::SdkTracerProvider;
    use tracing_subscriber::layer::SubscriberExt as _;

    use super::*;

    #[test]
    fn a_span_carries_on_the_trace_that_it_adopts() {
        let provider = SdkTracerProvider::builder().build();
        let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
        let subscriber = tracing_subscriber::registry().with(layer);

        let (adopted, foreign) = tracing::subscriber::with_default(subscriber, || {
            let (span, other) = (tracing::info_span!("speak"), tracing::info_span!("other"));
            adopt(&span, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            adopt(&other, "nonsense");
            (current(&span), current(&other))
        });

        assert!(adopted.unwrap().starts_with("00-0af7651916cd43dd8448eb211c80319c-"));
        assert!(!foreign.unwrap().contains("0af7651916cd43dd8448eb211c80319c"));
    }

    #[test]
    fn without_a_collector_there_is_no_trace() {
        assert_eq!(current(&tracing::info_span!("speak")), None);
    }
}
