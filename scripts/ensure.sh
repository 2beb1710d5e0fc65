#!/usr/bin/env bash
# Makes sure that what the tests need besides Go is on this machine. On Debian,
# with root or sudo, it installs what is missing; elsewhere it says what is
# missing and goes on: those tests are skipped, except where CI=true, where
# they stop the run.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
need() { # need COMMAND PACKAGE
    command -v "$1" >/dev/null 2>&1 || missing+=("$2")
}
need chromium chromium
need pdftotext poppler-utils
need npm npm
need node nodejs
need gcc gcc
need ip iproute2
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need initdb postgresql
fc-list 2>/dev/null | grep -qi 'noto.*arabic' || missing+=(fonts-noto-core)

install() {
    local become=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || return 1
        become=(sudo -n)
    fi
    command -v apt-get >/dev/null 2>&1 || return 1
    "${become[@]}" apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive "${become[@]}" apt-get install -y -qq --no-install-recommends "$@"
}

if [ "${#missing[@]}" -gt 0 ]; then
    install "${missing[@]}" || echo "not here, so their tests are skipped: ${missing[*]}" >&2
fi

packages() { # what npm puts there
    local file
    for file in axe-core/axe.min.js big-list-of-naughty-strings/blns.json csp_evaluator/dist/evaluator.js; do
        [ -f "e2e/node_modules/$file" ] || return 1
    done
}
# The engine of Chromium alone halves the work of looking at every page. Where a
# system has no such package, the whole browser does it.
if ! command -v chromium-headless-shell >/dev/null 2>&1; then
    install chromium-headless-shell >/dev/null 2>&1 || echo "no chromium-headless-shell: every page is looked at in the whole browser" >&2
fi

if ! packages && command -v npm >/dev/null 2>&1; then
    (cd e2e && npm ci --silent --no-audit --no-fund --ignore-scripts) ||
        echo "not here, so their tests are skipped: axe-core, the naughty strings, the evaluator of policies" >&2
fi
