package register

import (
	"testing"
	"testing/fstest"

	"fiftysix/internal/source"
)

// FuzzRead gives the reader any bytes for a report, a finding and the
// settings: it may find fault, but must not fall, and must say something where
// it returns nothing.
func FuzzRead(f *testing.F) {
	plain := plainSite()
	f.Add(plain["fiftysix.yaml"].Data, plain[reportName].Data, plain[findingName].Data)
	f.Add([]byte("office: {name: [x]"), []byte("---\ntitle: a: b\n---\n"), []byte("---\nhistory: [{date: 2024-13-01}]\n---\n"))
	f.Fuzz(func(t *testing.T, settings, report, finding []byte) {
		site := fstest.MapFS{
			"fiftysix.yaml": {Data: settings},
			reportName:      {Data: report},
			findingName:     {Data: finding},
		}
		reg, problems := Read(site, Options{Now: now})
		if errors, _ := source.Count(problems); reg == nil && errors == 0 {
			t.Fatal("nothing was read and nothing said")
		}
		for _, p := range problems {
			if p.Message == "" || p.Rule == "" || p.File == "" {
				t.Fatalf("a problem that says nothing: %+v", p)
			}
		}
	})
}
