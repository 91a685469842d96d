package linkcheck

import (
	"encoding/json"
	"time"
)

// A Memory is what was found of links, by their addresses. It can be written
// as JSON. A nil one forgets.
type Memory map[string]seen

type seen struct {
	State State     `json:"state"`
	To    string    `json:"to,omitempty"`
	On    time.Time `json:"on"`
}

// keptFor is how long a link that was fine is not asked for again. What was
// not fine is asked for each time, so that what was mended is seen at once.
const keptFor = 7 * 24 * time.Hour

// Remember reads a Memory. What cannot be read is forgotten.
func Remember(text []byte) Memory {
	m := Memory{}
	if json.Unmarshal(text, &m) != nil || m == nil {
		return Memory{}
	}
	return m
}

func (m Memory) recall(address string, now time.Time) (Result, bool) {
	s, ok := m[address]
	if age := now.Sub(s.On); !ok || age < 0 || age > keptFor {
		return Result{}, false
	}
	return Result{State: s.State, To: s.To}, s.State == Fine || s.State == Moved
}

func (m Memory) keep(address string, r Result, now time.Time) {
	if m == nil {
		return
	}
	if r.State == Fine || r.State == Moved {
		m[address] = seen{r.State, r.To, now}
	} else {
		delete(m, address)
	}
}

// Text is the Memory to be kept, without what is too old to matter.
func (m Memory) Text(now time.Time) ([]byte, error) {
	for address, s := range m {
		if now.Sub(s.On) > keptFor {
			delete(m, address)
		}
	}
	return json.MarshalIndent(m, "", " ")
}
