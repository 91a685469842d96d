package e2e

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/chromedp/chromedp"
	"golang.org/x/text/unicode/norm"
)

// One page of each kind, on paper: tagged for those who hear it, with every
// word of the content, the addresses of links to elsewhere, and nothing that
// only leads about the site.
func TestOnPaperEverythingIsThereButTheNavigation(t *testing.T) {
	info, reader := program(t, "pdfinfo"), program(t, "pdftotext")
	pages := oneOfEach(theSites(t))
	found, words, links := faults{}, 0, 0
	dir := t.TempDir()
	onPages(t, pages, func(tb *tab, p page) error {
		pr, err := printed(tb, p)
		if err != nil {
			return err
		}
		file := filepath.Join(dir, p.site.name+strings.ReplaceAll(p.URL, "/", "-")+".pdf")
		if err := os.WriteFile(file, pr.pdf, 0o600); err != nil {
			return err
		}
		about, err := exec.Command(info, file).Output()
		if err != nil {
			return fmt.Errorf("pdfinfo: %w", err)
		}
		text, err := exec.Command(reader, "-raw", file, "-").Output()
		if err != nil {
			return fmt.Errorf("pdftotext: %w", err)
		}
		locked(func() {
			if !strings.Contains(squeeze(string(about)), "Tagged:yes") {
				found.add("the PDF is not tagged", p.String())
			}
			for _, fault := range pr.compare(string(text)) {
				found.add(fault, p.String())
			}
			words += len(fields(pr.main))
			links += len(pr.links)
		})
		return nil
	})
	found.tell(t)
	t.Logf("print: %d pages, all tagged, %d words and %d addresses looked for, %d faults", len(pages), words, links, len(found))
}

// A print is a page on paper, and what the page on the screen says.
type print struct {
	pdf   []byte
	main  string   // every word of the content
	navs  []string // what leads about the site
	links []string // the addresses that the content leads to
}

func printed(tb *tab, p page) (pr print, err error) {
	if err := tb.load(p.site.top, p.site.top.address(p)); err != nil {
		return pr, err
	}
	if err := tb.as(desktop); err != nil {
		return pr, err
	}
	if pr.main, err = ask[string](tb, "look.mainText()"); err != nil {
		return pr, err
	}
	if pr.navs, err = ask[[]string](tb, "look.navTexts()"); err != nil {
		return pr, err
	}
	if pr.links, err = ask[[]string](tb, "look.outside()"); err != nil {
		return pr, err
	}
	paper := desktop
	paper.print = true
	if err := tb.as(paper); err != nil {
		return pr, err
	}
	pr.pdf, err = chromedp.Run(tb.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFOutlineAndTagged()))
	return pr, err
}

// compare finds what paper has lost, and what it should have.
func (pr print) compare(paper string) (found []string) {
	there := map[string]int{}
	for _, word := range fields(paper) {
		there[word]++
	}
	whole := squeeze(paper)
	for _, word := range fields(pr.main) {
		// A word that was broken at the end of a line is there in parts.
		if there[word]--; there[word] < 0 && !strings.Contains(whole, word) {
			found = append(found, fmt.Sprintf("on paper the word %q is missing", word))
		}
	}
	for _, nav := range pr.navs {
		if strings.Contains(whole, squeeze(nav)) && len(strings.Fields(nav)) > 2 {
			found = append(found, fmt.Sprintf("on paper there is navigation: %.60q", nav))
		}
	}
	for _, link := range pr.links {
		if !strings.Contains(whole, squeeze(link)) {
			found = append(found, fmt.Sprintf("on paper the address of a link is missing: %s", link))
		}
	}
	return found
}

// fields are the words of a text, as they compare between screen and paper.
func fields(s string) []string { return strings.Fields(plain(s)) }

// squeeze is a text with no space in it.
func squeeze(s string) string { return strings.Join(fields(s), "") }

// plain takes away what only sets type: ligatures, soft hyphens, joiners.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(string(bytes.ToValidUTF8([]byte(s), nil))))
}
