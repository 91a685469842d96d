package linkcheck

import (
	"encoding/json"
	"maps"
	"time"
)

// A Cache is what became of links, by their addresses. It is kept as JSON. A nil
// one keeps nothing.
type Cache map[string]cached

type cached struct {
	State State     `json:"state"`
	To    string    `json:"to,omitempty"`
	On    time.Time `json:"on"`
}

// cacheFor is how long a link that worked is not requested again. Links that
// did not are requested each time, so that a fix shows at once.
const cacheFor = 7 * 24 * time.Hour

// ParseCache reads a Cache; it is empty if it cannot be read.
func ParseCache(text []byte) Cache {
	c := Cache{}
	if json.Unmarshal(text, &c) != nil || c == nil {
		return Cache{}
	}
	return c
}

func (c Cache) get(address string, now time.Time) (Result, bool) {
	e, ok := c[address]
	if age := now.Sub(e.On); !ok || age < 0 || age > cacheFor {
		return Result{}, false
	}
	return Result{State: e.State, To: e.To}, e.State == Fine || e.State == Moved
}

func (c Cache) put(address string, r Result, now time.Time) {
	switch {
	case c == nil:
	case r.State == Fine || r.State == Moved:
		c[address] = cached{r.State, r.To, now}
	default:
		delete(c, address)
	}
}

// Text is the Cache as JSON, without what is too old to be used.
func (c Cache) Text(now time.Time) ([]byte, error) {
	maps.DeleteFunc(c, func(_ string, e cached) bool { return now.Sub(e.On) > cacheFor })
	return json.MarshalIndent(c, "", " ")
}
