#!/usr/bin/env bash
# Prints how large each crate is, and checks the plan of the house: sizes, circles between files, double names, owners, arrows,
# documents, settings, licences.
#
#   scripts/house.sh
set -euo pipefail
cd "$(dirname "$0")/.."

# The settings that the services print are a part of it.
cargo build --locked --quiet --workspace --bins
exec cargo test --locked --quiet --workspace --test system -- layout:: --nocapture --test-threads=1
