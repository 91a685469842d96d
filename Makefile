# What can be done here. Each target says what it is for; `make` lists them.

.PHONY: help build test test-long bench bench-peers fuzz trust vulncheck cross screenshots sizes search-sizes papers dist dist-check clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

build: ## build this repository's own site into public/
	go run ./cmd/fiftysix build

# Long tests of what happens in one goroutine, which the race detector can say nothing of.
# internal/e2e is left out of its run too: it looks at finished sites.
ONE_GOROUTINE = TestScripts/(approve|archive|check|export|from|help|import|init|letter|new|translations)|TestHostile|TestManPages|TestGuide|TestANewSite|TestLongPapers|TestSchemaAndReaderAgree|TestMinifiedPagesAreThePages|TestFastPagesAreTheSame|TestLinksResolve

test: ## install what the browser tests need, then run every check and test, and the short ones again with the race detector
	.ci/install
	go vet ./...
	go tool staticcheck ./...
	go test -timeout 45m ./...
	go test -race -short -timeout 45m -skip '$(ONE_GOROUTINE)' $$(go list ./... | grep -v internal/e2e)

test-long: ## the long runs: every fault in turn, and each fuzz target for a minute
	FIFTYSIX_LONG=1 go test -timeout 60m ./...
	$(MAKE) fuzz FUZZTIME=60s

FUZZTIME ?= 10s
fuzz: ## fuzz every target there is for FUZZTIME
	.ci/fuzz $(FUZZTIME)

trust: ## run every row of SECURITY.md's table of promises again
	.ci/trust

vulncheck: ## look for known vulnerabilities that the program calls; says where the list of them is out of reach
	.ci/vulncheck

COUNT ?= 1
bench: ## benchmarks of each step at 100, 1,000 and 10,000 reports; COUNT=10 gives benchstat enough
	go test -run '^$$' -bench . -benchmem -count $(COUNT) -timeout 120m ./...

SIZES ?= 100,1000
PEERS ?= $(HOME)/.cache/fiftysix-peers
bench-peers: ## a build beside Hugo's and beside the bare disk, at SIZES; Hugo is compiled into PEERS at first
	test -x $(PEERS)/hugo || CGO_ENABLED=0 GOBIN=$(PEERS) go install github.com/gohugoio/hugo@v0.165.0
	FIFTYSIX_PEERS=$(SIZES) HUGO=$(PEERS)/hugo go test -count=1 -run TestPeers -timeout 240m -v ./internal/testing/corpus

SHOTS ?= /tmp/fiftysix-screenshots
screenshots: ## pictures of each kind of page, at phone and desktop, light and dark, into SHOTS
	FIFTYSIX_SCREENSHOTS=$(SHOTS) go test -count=1 -run TestScreenshots -v ./internal/e2e

sizes: ## bytes of each kind of page, as they are and compressed
	go test -count=1 -run TestSizes -v ./internal/e2e

search-sizes: ## bytes and milliseconds of a search in offices of 100, 1,000 and 10,000 reports
	FIFTYSIX_SEARCH=100,1000,10000 go test -count=1 -timeout 60m -run TestSearchAtSizes -v ./internal/e2e

PLATFORMS = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
cross: ## build for every system we know of
	@for p in $(PLATFORMS); do \
		echo "$$p"; \
		CGO_ENABLED=0 GOOS=$${p%/*} GOARCH=$${p#*/} go build -o /dev/null ./cmd/fiftysix || exit 1; \
	done

dist: ## the archives of a release, from the commit that is checked out, into dist: for every system, with checksums
	go run ./cmd/dist -out dist -platforms "$(PLATFORMS)"

dist-check: ## the same, made twice, at two places and with an empty cache, and compared
	go run ./cmd/dist -out dist -platforms "$(PLATFORMS)" -check

papers: ## make the Word files that the tests of import read anew, from their sources, with LibreOffice (apt-get install --no-install-recommends libreoffice-writer)
	cd internal/docimport/testdata && soffice -env:UserInstallation=file:///tmp/fiftysix-papers --headless --convert-to docx:"MS Word 2007 XML" --outdir papers sources/*.html sources/*.fodt

clean: ## remove what was built
	rm -rf dist fiftysix
	find public -mindepth 1 ! -name .gitignore -delete
