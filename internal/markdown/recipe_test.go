package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestRecipe holds that what is noted in any order is what comes of following
// it: words within the passage and beyond it, forwards and backwards, short and
// long, and what is written between.
func TestRecipe(t *testing.T) {
	src := []byte(strings.Repeat("The force agreed with what the inspectors found. ", 12))
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 1))
		from, to := 40, len(src)-40
		n := noted{src: src, from: from, at: from, to: to}
		markdown := string(src[from:to])
		var want strings.Builder
		at := from
		for range r.IntN(30) {
			switch r.IntN(4) {
			case 0:
				n.write("<em>")
				want.WriteString("<em>")
			case 1:
				n.hole(7)
				want.WriteString("{7}")
			case 2: // further on, as most are
				at = min(at+r.IntN(9), len(src))
				end := min(at+r.IntN(30), len(src))
				n.copy(at, end)
				want.Write(src[at:end])
				at = end
			default: // anywhere
				begin := r.IntN(len(src))
				end := begin + r.IntN(len(src)-begin)
				n.copy(begin, end)
				want.Write(src[begin:end])
			}
		}
		n.end()
		var got strings.Builder
		size := 0
		for f := (follower{recipe: recipe(n.steps), markdown: markdown}); ; {
			step, text, hole, more := f.next()
			if !more {
				break
			}
			if step == stepHole {
				if hole != 7 {
					t.Fatalf("seed %d: hole %d, want 7", seed, hole)
				}
				text = "{7}"
			} else {
				size += len(text)
			}
			got.WriteString(text)
		}
		if got.String() != want.String() {
			t.Fatalf("seed %d: followed\n%q\nnoted\n%q", seed, got.String(), want.String())
		}
		if size != n.size {
			t.Fatalf("seed %d: %d bytes, but the recipe says %d", seed, size, n.size)
		}
	}
}
