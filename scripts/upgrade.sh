#!/usr/bin/env bash
# Replaces the services of an earlier revision by those of this one, one after the other, while they make books, and checks that
# nothing was lost, doubled or changed. What is promised: docs/RELIABILITY.md
#
#   scripts/upgrade.sh [REVISION]      the last release, or else where this branch left main
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"

usual() {
    git describe --tags --abbrev=0 HEAD^ 2>/dev/null && return
    local base
    base=$(git merge-base HEAD origin/main 2>/dev/null || git rev-parse HEAD)
    # On main itself there is no such place: as many changes as a release may have.
    if [ "$base" = "$(git rev-parse HEAD)" ]; then
        base=$(git rev-list --max-count=50 HEAD | tail -1)
    fi
    echo "$base"
}

earlier=$(git rev-parse --short=12 "${1:-$(usual)}^{commit}")
home=$PWD/target/upgrade/$earlier
programs=(ingest assembler progress synth-worker lector sim-engine)

if [ ! -x "$home/bin/lector" ]; then
    echo "upgrade: building $earlier"
    rm -rf "$home"
    mkdir -p "$home/source" "$home/bin"
    git archive "$earlier" | tar -x -C "$home/source"
    (cd "$home/source" && CARGO_TARGET_DIR=$home/../build cargo build --workspace --bins --locked --quiet)
    for program in "${programs[@]}"; do
        cp "$home/../build/debug/$program" "$home/bin/"
    done
    rm -rf "$home/source"
fi
cargo build --workspace --bins --examples --locked --quiet
echo "upgrade: from $earlier to $(git rev-parse --short=12 HEAD)"
exec target/debug/examples/upgrade "$home/bin"
