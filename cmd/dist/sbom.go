package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/CycloneDX/cyclonedx-go"
)

// sbom lists what is in a program, as CycloneDX 1.6, from what the compiler
// wrote into it: exactly the modules of which it holds something.
func sbom(b built, version string, date time.Time) ([]byte, error) {
	sum := sha256.Sum256(b.program)
	program := cyclonedx.Component{
		BOMRef: "fiftysix", Type: cyclonedx.ComponentTypeApplication, Name: "fiftysix", Version: version,
		Hashes:   &[]cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgoSHA256, Value: hex.EncodeToString(sum[:])}},
		Licenses: &cyclonedx.Licenses{{License: &cyclonedx.License{ID: "MIT"}}},
		Properties: &[]cyclonedx.Property{
			{Name: "fiftysix:system", Value: b.os + "/" + b.arch},
		},
	}
	std := strings.TrimPrefix(b.info.GoVersion, "go")
	components := []cyclonedx.Component{{
		BOMRef: "pkg:golang/std@" + std, Type: cyclonedx.ComponentTypeLibrary, Name: "std", Version: std, PackageURL: "pkg:golang/std@" + std,
	}}
	for _, m := range b.info.Deps {
		url := "pkg:golang/" + strings.ToLower(m.Path) + "@" + m.Version
		components = append(components, cyclonedx.Component{
			BOMRef: url, Type: cyclonedx.ComponentTypeLibrary, Name: m.Path, Version: m.Version, PackageURL: url,
			Properties: &[]cyclonedx.Property{{Name: "golang:sum", Value: m.Sum}},
		})
	}
	uses := make([]string, len(components))
	for i, c := range components {
		uses[i] = c.BOMRef
	}
	bom := cyclonedx.NewBOM()
	// A number of its own for each list, and the same whenever it is made.
	bom.SerialNumber = uuid(sum)
	bom.Metadata = &cyclonedx.Metadata{Timestamp: date.UTC().Format(time.RFC3339), Component: &program}
	bom.Components = &components
	bom.Dependencies = &[]cyclonedx.Dependency{{Ref: "fiftysix", Dependencies: &uses}}
	var out bytes.Buffer
	err := cyclonedx.NewBOMEncoder(&out, cyclonedx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(bom, cyclonedx.SpecVersion1_6)
	return out.Bytes(), err
}

// uuid makes one of a checksum, of the kind whose bits are somebody's own
// (RFC 9562, version 8).
func uuid(sum [sha256.Size]byte) string {
	b := sum[:16]
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}
