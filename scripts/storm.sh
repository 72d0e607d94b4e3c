#!/usr/bin/env bash
# The tests that have a long form, in their long form: kills for a minute under a real book, twenty kills of the assembler.
#
#   scripts/storm.sh           LECTOR_SEED=N repeats what a run printed
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"

LECTOR_NIGHTLY=1 exec cargo nextest run --workspace --locked -E 'package(system-tests) & test(kills_)'
