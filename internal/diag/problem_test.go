package diag

import (
	"bytes"
	"strings"
	"testing"
)

func TestLongLinesAreCroppedAroundThePosition(t *testing.T) {
	f := NewFile("x.md", []byte(strings.Repeat("a", 200)+"HERE"+strings.Repeat("b", 200)))
	var b bytes.Buffer
	_ = f.Problem(Error, "rule", 200, 4, "found", "").Write(&b)
	lines := strings.Split(b.String(), "\n")
	at := strings.Index(lines[1], "HERE")
	if at < 0 || len([]rune(lines[1])) > 120 {
		t.Fatalf("the excerpt does not show the place:\n%s", b.String())
	}
	if carets := strings.Index(lines[2], "^^^^"); carets != len([]rune(lines[1][:at])) {
		t.Errorf("the carets are not under the place:\n%s", b.String())
	}
}
