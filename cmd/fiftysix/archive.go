package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fiftysix/internal/publish"
	"fiftysix/internal/scaffold"
	"fiftysix/internal/site"
)

const aboutArchive = `Archive makes a copy of the public site to hand over, when an office comes to an
end or its site moves: to the body that takes over, to an archive, to whoever
keeps the old address. The folder holds

  site            the site as the public sees it, for any web server
  redirects.csv   each address of it, and the address that takes its place
  SHA256SUMS      a checksum of each file, so that anybody can tell that
                  nothing was lost or changed on the way
  READ-ME.txt     what it is, and what to do with it

  fiftysix archive handed-over --redirect-to https://board.example.org/inspections/
  fiftysix archive --check handed-over

Nothing that is held back is in it. Say "closed: 2028-05-07" in fiftysix.yaml
first, with the last day of the office: the site then stays as it was on that
day, and says so on every page.`

func (p *program) archiveCommand(f *flags) *cobra.Command {
	redirectTo, check := "", false
	command := &cobra.Command{
		Use:   "archive FOLDER",
		Short: "Make a copy of the site to hand over, with checksums and redirects",
		Long:  aboutArchive,
		Args:  justOne("archive takes the name of the folder to make"),
		RunE: func(command *cobra.Command, args []string) error {
			if check {
				return p.checkArchive(f, args[0])
			}
			return p.archive(command.Context(), f, args[0], redirectTo)
		},
	}
	command.Flags().StringVar(&redirectTo, "redirect-to", "", "the `address` under which the pages will stand, to write redirects.csv")
	command.Flags().BoolVar(&check, "check", false, "hold the files of such a folder against its checksums")
	return command
}

// The files of an archive beside the site.
const (
	archivedSite = "site"
	redirectsCSV = "redirects.csv"
	checksums    = "SHA256SUMS"
	readMe       = "READ-ME.txt"
)

// archive builds the site into a new folder, and writes what goes with it.
func (p *program) archive(ctx context.Context, f *flags, folder, redirectTo string) error {
	if f.out != "" {
		return errors.New("archive makes the folder that it is given; leave --out away")
	}
	if err := checkAddress("--redirect-to", redirectTo); err != nil {
		return err
	}
	if entries, err := os.ReadDir(folder); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s is not empty, and nothing is written over\nname a new folder", folderName(folder))
	}
	pr, printer, err := p.loadForPublishing(f, "")
	if err != nil {
		return err
	}
	defer pr.folder.Close()
	if redirectTo != "" && pr.site.Base() == "" {
		return errors.New("redirects lead from the site's own addresses: say base_url in fiftysix.yaml, or --base-url")
	}
	_, err = publish.Write(ctx, filepath.Join(folder, archivedSite), pr.site.Files(), publish.Options{
		Source: f.source, Precompress: pr.site.Precompressed, Inspect: pr.inspect(), Verify: pr.folder.verify,
	})
	if err != nil {
		return asUserError(err)
	}
	extra := []scaffold.File{{Path: readMe, Data: pr.aboutCopy(redirectTo)}}
	if redirectTo != "" {
		extra = append(extra, scaffold.File{Path: redirectsCSV, Data: redirects(pr.site, redirectTo)})
	}
	sums, n, err := checksumList(filepath.Join(folder, archivedSite), extra)
	if err != nil {
		return err
	}
	if err := writeNew(folder, append(extra, scaffold.File{Path: checksums, Data: sums})); err != nil {
		return err
	}
	if !pr.reg.Closed {
		printer.line("the site is not closed, so this is a copy of one that goes on; to close it, write its last day in fiftysix.yaml, like this: closed: 2028-05-07")
	}
	printer.line(fmt.Sprintf("%s in %s, each with its checksum", count(n, "file"), filepath.ToSlash(filepath.Clean(folder))+"/"))
	return nil
}

// redirects is a CSV file of each address of the site and the one that
// replaces it.
func redirects(s *site.Site, to string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"from", "to"}) // a Buffer takes everything
	from, to := strings.TrimSuffix(s.Base(), "/"), strings.TrimSuffix(to, "/")
	for _, address := range s.Addresses() {
		_ = w.Write([]string{from + address, to + address})
	}
	w.Flush()
	return b.Bytes()
}

// checksumList lists the checksum of each file as sha256sum does, and counts them.
func checksumList(folder string, extra []scaffold.File) ([]byte, int, error) {
	built, err := publish.Open(folder)
	if err != nil {
		return nil, 0, err
	}
	defer built.Close()
	var lines []string
	for _, f := range built.Files {
		lines = append(lines, fmt.Sprintf("%x  %s/%s\n", f.Sum, archivedSite, f.Path))
	}
	for _, f := range extra {
		lines = append(lines, fmt.Sprintf("%x  %s\n", sha256.Sum256(f.Data), f.Path))
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[2*sha256.Size:], b[2*sha256.Size:]) })
	return []byte(strings.Join(lines, "")), len(lines), nil
}

// aboutCopy is the text of READ-ME.txt.
func (pr *project) aboutCopy(redirectTo string) []byte {
	office := &pr.reg.Office
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nThis is a copy of its public register of inspection reports and answers", office.Name.Text(office.First()))
	if pr.site.Base() != "" {
		fmt.Fprintf(&b, ",\nwhich stood at %s", pr.site.Base())
	}
	fmt.Fprintf(&b, ".\nIt shows how things stood on %s.\n", inWords(pr.reg.Today()))
	if s := office.Successor; s != nil {
		fmt.Fprintf(&b, "From %s the work passes to %s", inWords(s.From), s.Name)
		if s.URL != "" {
			fmt.Fprintf(&b, " (%s)", s.URL)
		}
		b.WriteString(".\n")
	}
	b.WriteString(`
To show it: put what is in the folder "site" on any web server, at any address.
Links within it are relative. It needs no program and no database.

To tell that nothing was lost or changed, in this folder:
  sha256sum --check SHA256SUMS
  fiftysix archive --check .

The same words as data, for other programs, are in site/data.
`)
	if redirectTo != "" {
		fmt.Fprintf(&b, `
To lead readers from the old address to the new one: redirects.csv has both for
each page and file. The part after the site's own address is the same, so most
servers need one line only; it must answer with 301, "moved for good". At the
old address, for nginx and for Apache:
  location %[1]s { rewrite ^%[1]s(.*)$ %[2]s$1 permanent; }
  RedirectMatch 301 ^%[1]s(.*)$ %[2]s$1
`, pr.site.BasePath(), strings.TrimSuffix(redirectTo, "/")+"/")
	}
	return []byte(b.String())
}

// checkArchive compares the files of a copy with its checksums.
func (p *program) checkArchive(f *flags, folder string) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return fmt.Errorf("open the folder: %w", err)
	}
	defer root.Close()
	list, err := root.ReadFile(checksums)
	if err != nil {
		return fmt.Errorf("%s holds no %s, so it is no copy that archive made", folderName(folder), checksums)
	}
	var wrong []string
	listed := map[string]bool{checksums: true}
	for n, line := range strings.Split(strings.TrimSuffix(strings.ReplaceAll(string(list), "\r\n", "\n"), "\n"), "\n") {
		sum, name, ok := strings.Cut(line, "  ")
		want, err := hex.DecodeString(sum)
		if !ok || err != nil || len(want) != sha256.Size {
			return fmt.Errorf("line %d of %s cannot be read", n+1, checksums)
		}
		listed[name] = true
		data, err := root.ReadFile(name)
		switch got := sha256.Sum256(data); {
		case errors.Is(err, fs.ErrNotExist):
			wrong = append(wrong, name+" is missing")
		case err != nil:
			wrong = append(wrong, name+" cannot be read")
		case !bytes.Equal(got[:], want):
			wrong = append(wrong, name+" was changed")
		}
	}
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !listed[name] && !strings.HasPrefix(path.Base(name), ".fiftysix-") {
			wrong = append(wrong, name+" was added")
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("look through %s: %w", folderName(folder), err)
	}
	if len(wrong) > 0 {
		return fmt.Errorf("this is not what was handed over:\n  %s", strings.Join(wrong, "\n  "))
	}
	p.printer(f).line(fmt.Sprintf("%s as they were handed over", count(len(listed)-1, "file")))
	return nil
}
