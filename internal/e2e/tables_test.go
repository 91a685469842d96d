package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
)

// A table may be drawn as cards in a narrow window; to those who hear it, it
// stays a table, with every row, heading and cell that was written.
func TestTablesStayTablesInANarrowWindow(t *testing.T) {
	report(t, checkTables, fmt.Sprintf("one of each kind at 320 px, with %d tables in the accessibility tree", sum(t, checkTables)))
}

// written is how many of each role the page's tables have.
const written = `(() => {
	const n = s => document.querySelectorAll(s).length
	return {table: n('table'), row: n('table tr'), columnheader: n('table th[scope=col]'), rowheader: n('table th[scope=row]'), cell: n('table td')}
})()`

func (v *visit) checkTables(tb *tab) error {
	if !v.page.one {
		return nil
	}
	want, err := ask[map[string]int](tb, written)
	if err != nil || want["table"] == 0 {
		return err
	}
	v.count[checkTables] += want["table"]
	tree, err := call(tb, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		return err
	}
	got := map[string]int{}
	for _, n := range tree.Nodes {
		if !n.Ignored && n.Role != nil {
			got[strings.Trim(string(n.Role.Value), `"`)]++
		}
	}
	for role, n := range want {
		if got[role] != n {
			v.add(checkTables, fmt.Sprintf("of every %s in the page's tables, some are not heard as such (as cards, a table needs its roles in words)", role))
		}
	}
	return nil
}
