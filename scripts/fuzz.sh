#!/usr/bin/env bash
# Fuzzes every decoder for FUZZTIME (10s unless told), one after another.
set -euo pipefail
cd "$(dirname "$0")/.."

time=${FUZZTIME:-10s}
count=0
for package in $(go list ./...); do
    for target in $(go test -list '^Fuzz' "$package" | grep '^Fuzz' || true); do
        echo "fuzzing $package $target for $time"
        go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 10x "$package"
        count=$((count + 1))
    done
done
echo "$count decoders fuzzed, $time each"
