# What can be done here, each in one line:
#   make run       build the program and start it
#   make check     everything that a commit passes: form, layers, docs, sizes, builds for each system
#   make test      every test with the race detector, browser journeys included
#   make long      simulations and kill loops at full count, and fuzzing (FUZZTIME=10s for each decoder)
#   make bench     the figures, each beside its floor
#   make strings   bring the catalogues of texts up to date
#   make pictures  take the pictures of the README
#   make vuln      look for known vulnerabilities (where their database can be reached)

SHELL := /bin/bash -o pipefail
TOOLS := $(CURDIR)/.cache/tools
BUILD := -trimpath -ldflags "-s -w"
WASM  := bin/wasm
# What each language says is loaded when it is read: internal/bundle.
LANGUAGES := $(notdir $(wildcard internal/catalog/data/??))
SYSTEMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
FUZZTIME ?= 10s

# Functions that are not put inline repeat themselves, and what repeats itself
# is compressed well: 6 % of what a telephone has to load. The cryptography that
# runs in loops stays inline. The older collector is 1 % smaller, and as good
# for one thread.
HOT := golang.org/x/crypto/... vendor/... encoding/binary math/bits internal/byteorder \
	crypto/internal/fips140deps/... crypto/internal/fips140/edwards25519/... \
	crypto/internal/fips140/sha256 crypto/internal/fips140/mlkem crypto/internal/fips140/subtle
# Two files of the standard library are left for shorter ones: docs/adr/0028.
STD   := .cache/std.json
LEFT  := internal/godebug/godebug.go crypto/internal/fips140/ecdh/cast.go
SMALL := -overlay=$(STD) -gcflags=all=-l $(foreach package,$(HOT),-gcflags=$(package)=)

export CGO_ENABLED ?= 0

.PHONY: run program build std wasm check form layers lint dead size cross tidy test long bench strings pictures vuln clean

run: program
	bin/amparo

program:
	go build $(BUILD) -o bin/amparo ./cmd/amparo

build: program
	go build $(BUILD) -o bin/amparo-relay ./cmd/amparo-relay

std:
	mkdir -p .cache
	@printf '{"Replace": {%s, %s}}\n' $(foreach file,$(LEFT),'"$(shell go env GOROOT)/src/$(file)": "cmd/amparo-wasm/_std/$(file)"') > $(STD)

wasm: std
	mkdir -p $(WASM)
	GOEXPERIMENT=nogreenteagc GOOS=js GOARCH=wasm go build $(BUILD) $(SMALL) -o .cache/amparo.wasm ./cmd/amparo-wasm
	go build -o .cache/slim ./cmd/amparo-wasm/slim
	.cache/slim .cache/amparo.wasm $(WASM)/amparo.wasm
	mkdir -p $(WASM)/lang
	for lang in $(LANGUAGES); do \
		awk 'FNR == 1 { print "\f" FILENAME } 1' $$(ls internal/locale/po/$$lang.po internal/catalog/data/$$lang/*.txt 2>/dev/null) > $(WASM)/lang/$$lang.txt; \
	done
	cp cmd/amparo-wasm/web/* internal/ui/static/* "$$(go env GOROOT)/lib/wasm/wasm_exec.js" $(WASM)/

check: form layers lint dead size cross tidy

form:
	@out=$$(gofmt -l cmd internal bench e2e proof 2>/dev/null); test -z "$$out" || { echo "not in gofmt's form: $$out"; exit 1; }
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./cmd/amparo-wasm ./internal/bundle ./internal/key/... ./internal/locale ./internal/catalog ./internal/ui
	cd e2e && go vet ./...
	cd proof && go vet ./...
	@out=$$(go fix -diff ./... 2>&1; cd proof && go fix -diff ./... 2>&1); test -z "$$out" || { echo "$$out"; echo "go fix has something to say"; exit 1; }

layers:
	go test ./internal ./internal/locale/...

# The tools are pinned in go.mod. They are built first, so that they can look
# at the browser's build as well.
$(TOOLS)/staticcheck $(TOOLS)/deadcode: go.mod
	mkdir -p $(TOOLS)
	go build -o $(TOOLS)/ tool
	touch $(TOOLS)/staticcheck $(TOOLS)/deadcode

lint: $(TOOLS)/staticcheck
	$(TOOLS)/staticcheck -checks=all ./...
	GOOS=js GOARCH=wasm $(TOOLS)/staticcheck -checks=all ./cmd/amparo-wasm
	cd e2e && $(TOOLS)/staticcheck -checks=all ./...
	cd proof && $(TOOLS)/staticcheck -checks=all ./...

dead: $(TOOLS)/deadcode
	@out=$$($(TOOLS)/deadcode -test ./... 2>&1); test -z "$$out" || { echo "$$out"; echo "code that nothing uses"; exit 1; }
	@out=$$(cd proof && $(TOOLS)/deadcode -filter amparo/proof -test ./... 2>&1); test -z "$$out" || { echo "$$out"; echo "code that nothing uses in proof"; exit 1; }
	@out=$$(GOOS=js GOARCH=wasm $(TOOLS)/deadcode -filter amparo/cmd/amparo-wasm ./cmd/amparo-wasm 2>&1); \
		test -z "$$out" || { echo "$$out"; echo "code that nothing uses in the browser"; exit 1; }

size: wasm
	cd e2e && go run ./size -record ../cmd/amparo-wasm/size.txt ../$(WASM)/amparo.wasm

cross:
	@set -e; for system in $(SYSTEMS); do \
		echo "building for $$system"; \
		GOOS=$${system%/*} GOARCH=$${system#*/} CGO_ENABLED=0 go build $(BUILD) -o /dev/null ./cmd/amparo; \
		GOOS=$${system%/*} GOARCH=$${system#*/} CGO_ENABLED=0 go build $(BUILD) -o /dev/null ./cmd/amparo-relay; \
	done

tidy:
	go mod tidy -diff
	cd e2e && go mod tidy -diff
	cd proof && go mod tidy -diff

test: wasm
	scripts/ensure.sh
	CGO_ENABLED=1 go test -race -timeout 20m ./...
	if command -v node >/dev/null || test "$$CI" = true; then \
		GOOS=js GOARCH=wasm go test -overlay=$(STD) -exec="$(CURDIR)/scripts/slimmed.sh" ./cmd/amparo-wasm/slim ./internal/key/... ./internal/change && \
		cd proof && GOOS=js GOARCH=wasm go test -exec="$(CURDIR)/scripts/slimmed.sh" ./primitives; \
	fi
	cd proof && CGO_ENABLED=1 go test -race -count=1 -timeout 10m ./...
	cd e2e && CGO_ENABLED=1 go test -race -count=1 -timeout 35m ./...

# Packages that have something to do at full count; "make test" runs the others.
LONG := $(sort $(dir $(shell grep -rl --include='*_test.go' AMPARO_LONG internal cmd)))

# Stories live on little memory. Collecting it a quarter as often saves a quarter
# of their time.
long:
	AMPARO_LONG=1 go test -count=1 -timeout 30m -exec 'env GOGC=400' $(addprefix ./,$(LONG))
	cd proof && AMPARO_LONG=1 go test -count=1 -timeout 15m ./relays ./properties
	cd e2e && AMPARO_LONG=1 go test -count=1 -timeout 45m -run '^(TestTwoBuildsAreTheSame|TestNothingReadableIsLeftBehind|TestEveryPage)$$' .
	FUZZTIME=$(FUZZTIME) scripts/fuzz.sh

bench:
	go run ./bench

strings:
	go run ./internal/locale/extract

pictures: build
	cd e2e && AMPARO_PICTURES=$(CURDIR)/docs/pictures go test -count=1 -run '^TestPictures$$' .

vuln:
	go run golang.org/x/vuln/cmd/govulncheck@v1.1.4 ./...

clean:
	rm -rf bin .cache
