package paper

import (
	"fmt"
	"os"
	"testing"
)

func TestTry(t *testing.T) {
	name := os.Getenv("TRY")
	if name == "" {
		t.Skip()
	}
	data, _ := os.ReadFile(name)
	p, err := Open(name, data, Options{AcceptChanges: true})
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("BLOCKS") != "" {
		for _, b := range p.Blocks {
			fmt.Printf("%d kind=%d level=%d num=%q bullet=%v %q\n", b.At, b.Kind, b.Level, b.Number.Printed, b.Bullet, b.text())
		}
	}
	for _, d := range Import(p, Settings{Names: Names{Force: os.Getenv("FORCE")}, Today: today}) {
		fmt.Println("#### ", d.ID)
		for _, f := range d.Files {
			if f.Name[len(f.Name)-3:] == ".md" {
				fmt.Printf("=== %s\n%s", f.Name, f.Data)
			}
		}
	}
}
