#!/usr/bin/env bash
# The tests that have a long form, in their long form: kills for a minute under a real book, twenty kills of the assembler,
# a server of a cluster that is stopped.
#
#   scripts/storm.sh           LECTOR_SEED=N repeats what a run printed
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"

LECTOR_NIGHTLY=1 exec cargo nextest run --workspace --locked --run-ignored all -E 'package(system-tests) & (test(kills_) + test(a_leader_that_is_stopped))'
