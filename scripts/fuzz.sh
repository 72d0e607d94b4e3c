#!/usr/bin/env bash
# Feeds the reader with damaged books until it breaks, or the time is over.
#
#   scripts/fuzz.sh [SECONDS]    20 minutes unless SECONDS says otherwise
#
# What it found lies in target/fuzz/corpus; what broke the reader, in target/fuzz/findings: copy that, without its first
# byte, to shared/planning/tests/fuzz/seeds, where every test run reads it again. Coverage comes from the compiler; no
# nightly toolchain is needed.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-1200}
home=target/fuzz
mkdir -p "$home/corpus" "$home/findings"
# Seeds are kept without the byte that says what they are: here each begins as everything.
for seed in shared/planning/tests/fuzz/seeds/*; do
    for kind in 0 1 2 3 4 5; do
        { printf '%b' "\\x0$kind"; cat "$seed"; } >"$home/corpus/$(basename "$seed")-$kind"
    done
done
flags="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4"
flags="$flags -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table"
flags="$flags -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 -Cdebug-assertions"
# Named, so that build scripts are not instrumented.
target=$(rustc -vV | sed -n 's/^host: //p')
export RUSTFLAGS="$flags" CARGO_TARGET_DIR="$home/build"
cargo build --release --locked --quiet --target "$target" -p planning --features fuzz --example fuzz
exec "$home/build/$target/release/examples/fuzz" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
    -max_len=65536 -artifact_prefix="$home/findings/" -print_final_stats=1 "$home/corpus"
