#!/usr/bin/env bash
# Fuzzes every decoder for FUZZTIME (10s unless told), one after another.
set -euo pipefail
cd "$(dirname "$0")/.."

time=${FUZZTIME:-10s}
count=0
said=$(mktemp)
trap 'rm -f "$said"' EXIT

# fuzz PACKAGE TARGET. Go's fuzzer now and then reports its own time limit as a
# fault of the target ("context deadline exceeded", with no input written down):
# that is no finding.
fuzz() {
    if go test -run '^$' -fuzz "^$2\$" -fuzztime "$time" -fuzzminimizetime 10x "$1" 2>&1 | tee "$said"; then
        return 0
    fi
    grep -q 'context deadline exceeded' "$said" && ! grep -q 'Failing input written' "$said"
}

for package in $(go list ./...); do
    for target in $(go test -list '^Fuzz' "$package" | grep '^Fuzz' || true); do
        echo "fuzzing $package $target for $time"
        fuzz "$package" "$target"
        count=$((count + 1))
    done
done
echo "$count decoders fuzzed, $time each"
