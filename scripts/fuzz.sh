#!/usr/bin/env bash
# Fuzzes every decoder for FUZZTIME (10s unless told), one after another. The
# tests of a package are built once for all of its decoders.
set -euo pipefail
cd "$(dirname "$0")/.."

time=${FUZZTIME:-10s}
count=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
found=$(go env GOCACHE)/fuzz # where Go keeps the inputs that it has found

# fuzz PACKAGE FOLDER TARGET. Go's fuzzer now and then reports its own time limit as
# a fault of the target ("context deadline exceeded", with no input written down):
# that is no finding.
fuzz() {
    if (cd "$2" && "$work/fuzz.test" -test.run '^$' -test.fuzz "^$3\$" -test.fuzztime "$time" \
        -test.fuzzminimizetime 10x -test.fuzzcachedir "$found/$1") 2>&1 | tee "$work/said"; then
        return 0
    fi
    grep -q 'context deadline exceeded' "$work/said" && ! grep -q 'Failing input written' "$work/said"
}

while read -r package folder; do
    grep -qs '^func Fuzz' "$folder"/*_test.go || continue
    go test -c -fuzz . -o "$work/fuzz.test" "$package"
    for target in $("$work/fuzz.test" -test.list '^Fuzz'); do
        echo "fuzzing $package $target for $time"
        fuzz "$package" "$folder" "$target"
        count=$((count + 1))
    done
done < <(go list -f '{{.ImportPath}} {{.Dir}}' ./...)
echo "$count decoders fuzzed, $time each"
