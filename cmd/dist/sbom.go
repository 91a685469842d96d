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

// sbom lists the modules in a program, as CycloneDX 1.6, from the list that the
// compiler wrote into it.
func sbom(p program, version string, date time.Time) ([]byte, error) {
	sum := sha256.Sum256(p.data)
	main := cyclonedx.Component{
		BOMRef: "fiftysix", Type: cyclonedx.ComponentTypeApplication, Name: "fiftysix", Version: version,
		Hashes:   &[]cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgoSHA256, Value: hex.EncodeToString(sum[:])}},
		Licenses: &cyclonedx.Licenses{{License: &cyclonedx.License{ID: "MIT"}}},
		Properties: &[]cyclonedx.Property{
			{Name: "fiftysix:system", Value: p.os + "/" + p.arch},
		},
	}
	std := strings.TrimPrefix(p.info.GoVersion, "go")
	components := []cyclonedx.Component{{
		BOMRef: "pkg:golang/std@" + std, Type: cyclonedx.ComponentTypeLibrary, Name: "std", Version: std, PackageURL: "pkg:golang/std@" + std,
	}}
	for _, m := range p.info.Deps {
		url := "pkg:golang/" + strings.ToLower(m.Path) + "@" + m.Version
		components = append(components, cyclonedx.Component{
			BOMRef: url, Type: cyclonedx.ComponentTypeLibrary, Name: m.Path, Version: m.Version, PackageURL: url,
			Properties: &[]cyclonedx.Property{{Name: "golang:sum", Value: m.Sum}},
		})
	}
	var refs []string
	for _, c := range components {
		refs = append(refs, c.BOMRef)
	}
	bom := cyclonedx.NewBOM()
	// Different for each program, and the same each time the list is made.
	bom.SerialNumber = uuid(sum)
	bom.Metadata = &cyclonedx.Metadata{Timestamp: date.UTC().Format(time.RFC3339), Component: &main}
	bom.Components = &components
	bom.Dependencies = &[]cyclonedx.Dependency{{Ref: "fiftysix", Dependencies: &refs}}
	var out bytes.Buffer
	err := cyclonedx.NewBOMEncoder(&out, cyclonedx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(bom, cyclonedx.SpecVersion1_6)
	return out.Bytes(), err
}

// uuid makes a UUID of version 8 (RFC 9562) from a checksum.
func uuid(sum [sha256.Size]byte) string {
	b := sum[:16]
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}
