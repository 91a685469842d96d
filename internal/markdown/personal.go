package markdown

import (
	"bytes"
	"strings"
)

// This file looks for what tells of one person. It would rather miss one than
// cry wolf: what is certain to be for the public, or may be something else, is
// passed over.

// email notes an address that looks like one person's. What is the office's
// own is known only where its settings are.
func (c *checker) email(address string, at, length int) {
	if PersonalEmail(address) {
		c.mark(Mark{Rule: RulePersonalEmail, Word: strings.ToLower(address), At: c.from + max(at, 0), Length: length})
	}
}

// PersonalEmail says whether an e-mail address looks like that of one person:
// one of several names or an initial and a name, none of which is that of a
// post or a team; or any at a host where people have their own.
func PersonalEmail(address string) bool {
	name, host, ok := strings.Cut(strings.ToLower(address), "@")
	if !ok || name == "" || !strings.Contains(host, ".") {
		return false
	}
	own := private[host]
	if !own && !strings.ContainsAny(name, "._") || len(name) > 64 {
		return false
	}
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == '.' || r == '_' || r == '-' || r == '+' })
	for i, p := range parts {
		parts[i] = strings.TrimRight(p, "0123456789")
		if parts[i] == "" || offices[parts[i]] {
			return false
		}
		for o := range offices {
			if len(o) >= 5 && strings.Contains(parts[i], o) {
				return false
			}
		}
	}
	return own || len(parts) >= 2 && len(parts) <= 4
}

// private are hosts at which people have addresses of their own.
var private = set("gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.co.uk", "live.com", "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "aol.com", "btinternet.com", "sky.com", "talktalk.net", "virginmedia.com", "ntlworld.com", "protonmail.com", "proton.me")

// offices are parts of addresses that are those of a post, a team or a purpose.
var offices = set(
	"pcc", "opcc", "pfcc", "opfcc", "police", "office", "commissioner", "commissioners", "constable", "chief", "deputy", "force", "enquiries", "enquiry", "inquiries", "contact", "contactus", "info", "information",
	"press", "media", "news", "comms", "communications", "foi", "data", "dataprotection", "protection", "privacy", "dpo", "complaints", "complaint", "feedback", "hello", "help", "support", "team", "unit", "desk", "admin",
	"hr", "jobs", "recruitment", "policy", "governance", "performance", "inspection", "inspections", "hmicfrs", "hmic", "audit", "finance", "legal", "secretary", "secretariat", "standards", "professional", "services",
	"service", "customer", "public", "community", "engagement", "web", "webmaster", "website", "accessibility", "board", "panel", "council", "mayor", "crime", "safety", "victims", "victim", "partnership", "partnerships", "mail", "post", "mailbox", "no", "noreply", "reply",
	"north", "south", "east", "west", "swyddfa", "heddlu", "comisiynydd", "general", "group", "project", "programme", "consultation", "consultations", "correspondence", "ministerial", "home", "home-office", "equality", "diversity", "volunteers", "custody", "visitors", "grants", "commissioning", "business", "support", "executive",
)

// number looks at a word that begins with a digit: for a collar number, if it
// stands after a rank, and for a telephone number that may be somebody's own.
// Numbers that begin with 03, 08 or 09, and short ones, are for the public.
func (s *speech) number(from, to int, core []byte) {
	text := s.line.text
	if s.rankTill > 0 && len(bytes.Trim(text[s.rankTill:from], " :")) == 0 && collar(core) {
		s.collared(from, to)
		return
	}
	if core[0] != '0' && core[0] != '4' {
		return
	}
	plus := from > 0 && text[from-1] == '+'
	if from > 0 && !plus && text[from-1] != ' ' && text[from-1] != '(' && text[from-1] != ':' {
		return
	}
	digits, end := dial(text, from)
	switch {
	case plus && strings.HasPrefix(digits, "44"):
		digits = "0" + strings.TrimPrefix(digits[2:], "0")
	case strings.HasPrefix(digits, "0044"):
		digits = "0" + strings.TrimPrefix(digits[4:], "0")
	}
	if len(digits) != 11 && (len(digits) != 10 || digits[1] != '1') || digits[0] != '0' || digits[1] != '1' && digits[1] != '2' && digits[1] != '7' {
		return
	}
	at, length := s.line.extent(from, end)
	s.mark(Mark{Rule: RulePhone, Word: digits, At: s.from + at, Length: length})
}

// dial reads the digits of a number, with what may stand between them.
func dial(text []byte, at int) (digits string, end int) {
	var buf [16]byte
	n := 0
	for i := at; i < len(text); i++ {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			if n == len(buf) {
				return "", at
			}
			buf[n] = c
			n++
			end = i + 1
		case c == ' ' || c == '-' || c == '(' || c == ')':
			if i > at && i-end >= 2 {
				return string(buf[:n]), end
			}
		case letterOrDigit(c) && i == end, c == '/' && i == end:
			return "", at
		default:
			return string(buf[:n]), end
		}
	}
	return string(buf[:n]), end
}

// rank remembers where a rank ended, after which a collar number may stand, and
// looks for one that is written against it: PC1234.
func (s *speech) rank(to int, core []byte) {
	s.rankTill = 0
	switch string(core) {
	case "PC", "WPC", "PS", "DC", "DS", "PCSO", "Sgt", "Sergeant", "Constable", "SC":
		s.rankTill = to
	case "number", "no", "No", "Number":
		switch string(bytes.ToLower(s.before)) {
		case "collar", "shoulder", "warrant":
			s.rankTill = to
		}
	}
	if core[0] != 'P' && core[0] != 'D' {
		return
	}
	for _, r := range []string{"PCSO", "PC", "PS", "DC", "DS"} {
		if len(core) > len(r)+2 && string(core[:len(r)]) == r && collar(core[len(r):]) {
			s.collared(to-len(core), to)
			return
		}
	}
}

func (s *speech) collared(from, to int) {
	at, length := s.line.extent(from, to)
	s.warnAt(at, length, RuleCollar, "this looks like an officer's collar number",
		"take it out; say the rank or the role, if readers need to know it")
}

// collar says whether digits can be a collar number: three to five, and no
// year.
func collar(digits []byte) bool {
	if len(digits) < 3 || len(digits) > 5 {
		return false
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(digits) != 4 || string(digits[:2]) != "19" && string(digits[:2]) != "20"
}
