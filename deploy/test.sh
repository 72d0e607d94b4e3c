#!/usr/bin/env bash
# Runs every check, cheapest first, and stops at the first that fails. CI runs the same.
#
#   deploy/test.sh             all of it
#   deploy/test.sh --no-setup  without looking for nats-server and its kin first
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"

# A fresh clone has nothing to reuse: what makes the next build shorter only makes this one longer. And there the linter compiles, as
# `cargo clippy` would have it check: otherwise all libraries are read twice, once for it, which takes minutes. Line tables are left out:
# a failed test names its line without them.
if [ -n "${CI:-}" ]; then
    export CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0 RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS="-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__"
fi

# What a fresh clone may take on two cores, in seconds. Keep it.
budget=900

# Runs the rest of its arguments as the step $1, and prints how long that took.
step() {
    local name=$1 began=$SECONDS
    shift
    echo "── $name"
    if ! "$@" </dev/null; then
        echo "── FAILED: $name, after $((SECONDS - began)) s. Again: $*"
        exit 1
    fi
    echo "── $name: $((SECONDS - began)) s"
}

# Runs each argument, "name: command", as a step, all at once, because each leaves a core idle for a while. Shows what they print one after the
# other, and fails if one of them fails.
steps_at_once() {
    local logs one name pids=() at failed=0
    logs=$(mktemp -d)
    for one in "$@"; do
        name=${one%%: *}
        # shellcheck disable=SC2086 # The command is split into its words.
        (step "$name" ${one#*: }) >"$logs/${#pids[@]}" 2>&1 &
        pids+=($!)
    done
    for at in "${!pids[@]}"; do
        wait "${pids[$at]}" || failed=1
        cat "$logs/$at"
    done
    rm -r "$logs"
    [ "$failed" = 0 ] || exit 1
}

# shellcheck source=scripts/lib/install.sh
. scripts/lib/install.sh

run_tests() {
    # One test shows services a wrong time.
    want faketime faketime || true
    if cargo nextest --version >/dev/null 2>&1; then
        cargo nextest run --workspace --locked --no-fail-fast
    else
        echo "cargo-nextest is not installed (cargo install --locked cargo-nextest): using cargo test"
        cargo test --workspace --locked --lib --bins --tests --examples --no-fail-fast
    fi
}

build_docs() {
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet
}

# The examples of the libraries' documentation. Fails where there are none, because then the step checks nothing.
run_doc_tests() {
    local said count
    said=$(cargo test --workspace --doc --locked --quiet 2>&1) || { echo "$said" && return 1; }
    count=$(awk '/^test result: ok\. / { count += $4 } END { print count + 0 }' <<<"$said")
    echo "$count doc tests passed"
    [ "$count" -gt 0 ]
}

[ "${1:-}" = --no-setup ] || step "set-up" deploy/setup.sh
step "format" cargo fmt --all -- --check
[ -n "${CI:-}" ] || step "lint" cargo lint
step "scripts and workflows" scripts/lint.sh
# Documentation reads all libraries once more, so CI has a job of its own for it.
[ -n "${CI:-}" ] || step "docs" build_docs
step "build, lint" cargo build --workspace --bins --examples --locked --quiet
step "tests, lint" run_tests
steps_at_once "intelligibility: scripts/intelligibility.sh" "compatibility: scripts/compat.sh" \
    "captions: scripts/captions.sh" "doc tests: run_doc_tests"
echo "── everything passed in $SECONDS s of $budget s"
[ "$SECONDS" -le "$budget" ] || echo "── over the budget: what became slow?"
