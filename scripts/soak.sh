#!/usr/bin/env bash
# Random faults over one book after the other, and the check that nothing was lost, doubled or changed.
# What it found, and when: docs/RELIABILITY.md
#
#   scripts/soak.sh MINUTES [SEED]
#   scripts/soak.sh --sabotage NAME|all     spoils one thing instead, and expects that the check for it finds it
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"

cargo build --workspace --bins --examples --locked --quiet
exec target/debug/examples/soak "$@"
