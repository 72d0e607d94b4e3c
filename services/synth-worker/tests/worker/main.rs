//! The worker against real engine children, a real broker and the real espeak-ng.
#![cfg_attr(test, expect(clippy::unwrap_used, reason = "a failed test should say where"))]

mod card;
mod engine;
mod espeak;
mod killed;
mod onnx;
mod queue;
mod setting;
mod status;
mod voices;
mod world;
