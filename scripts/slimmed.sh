#!/bin/sh
# Runs a js/wasm test program as a browser gets it: slimmed. For "go test -exec",
# after "go build -o .cache/slim ./cmd/amparo-wasm/slim".
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
built=$1
shift
"$root/.cache/slim" "$built" "$built.slim"
exec "$(go env GOROOT)/lib/wasm/go_js_wasm_exec" "$built.slim" "$@"
