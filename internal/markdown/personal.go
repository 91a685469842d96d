package markdown

import (
	"regexp"
	"strings"
)

// This file looks for personal data. It may miss some, rather than report what is meant
// for the public or may be something else.

// checkEmail adds an address that looks like one person's to what is pending:
// the office's own is in its settings.
func (c *checker) checkEmail(address string, at, length int) {
	if PersonalEmail(address) {
		c.addPending(Pending{Rule: RulePersonalEmail, Word: strings.ToLower(address), At: c.from + max(at, 0), Length: length})
	}
}

// PersonalEmail reports whether an e-mail address looks like that of one person:
// one of several names or an initial and a name, none of which is that of a
// post or a team; or any at a host where people have their own.
func PersonalEmail(address string) bool {
	name, host, ok := strings.Cut(strings.ToLower(address), "@")
	if !ok || name == "" || !strings.Contains(host, ".") {
		return false
	}
	personal := personalHosts[host]
	if !personal && !strings.ContainsAny(name, "._") || len(name) > 64 {
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
	return personal || len(parts) >= 2 && len(parts) <= 4
}

// personalHosts are hosts at which people have addresses of their own.
var personalHosts = set("gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.co.uk", "live.com", "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "aol.com", "btinternet.com", "sky.com", "talktalk.net", "virginmedia.com", "ntlworld.com", "protonmail.com", "proton.me")

// offices are parts of addresses that are those of a post, a team or a purpose.
var offices = set(
	"pcc", "opcc", "pfcc", "opfcc", "police", "office", "commissioner", "commissioners", "constable", "chief", "deputy", "force", "enquiries", "enquiry", "inquiries", "contact", "contactus", "info", "information",
	"press", "media", "news", "comms", "communications", "foi", "data", "dataprotection", "protection", "privacy", "dpo", "complaints", "complaint", "feedback", "hello", "help", "support", "team", "unit", "desk", "admin",
	"hr", "jobs", "recruitment", "policy", "governance", "performance", "inspection", "inspections", "hmicfrs", "hmic", "audit", "finance", "legal", "secretary", "secretariat", "standards", "professional", "services",
	"service", "customer", "public", "community", "engagement", "web", "webmaster", "website", "accessibility", "board", "panel", "council", "mayor", "crime", "safety", "victims", "victim", "partnership", "partnerships", "mail", "post", "mailbox", "no", "noreply", "reply",
	"north", "south", "east", "west", "swyddfa", "heddlu", "comisiynydd", "general", "group", "project", "programme", "consultation", "consultations", "correspondence", "ministerial", "home", "home-office", "equality", "diversity", "volunteers", "custody", "visitors", "grants", "commissioning", "business", "support", "executive",
)

// checkNumber checks a word that begins with a digit: for a collar number, if it
// is after a rank, and for a telephone number that may be somebody's own.
// Numbers that begin with 03, 08 or 09, and short ones, are for the public.
func (s *styleChecker) checkNumber(from, to int, core string) {
	if s.rankEnd > 0 && strings.Trim(s.text[s.rankEnd:from], " :") == "" && isCollarNumber(core) {
		s.collarNumber(from, to)
		return
	}
	before := s.text[:from]
	plus := strings.HasSuffix(before, "+")
	if before != "" && strings.IndexByte("+ (:", before[from-1]) < 0 {
		return
	}
	digits, end := readDigits(s.text, from)
	switch {
	case plus && strings.HasPrefix(digits, "44"):
		digits = "0" + strings.TrimPrefix(digits[2:], "0")
	case strings.HasPrefix(digits, "0044"):
		digits = "0" + strings.TrimPrefix(digits[4:], "0")
	}
	if privatePhone.MatchString(digits) {
		at, length := s.extent(from, end)
		s.addPending(Pending{Rule: RulePhone, Word: digits, At: s.from + at, Length: length})
	}
}

// privatePhone matches numbers that may be somebody's own.
var privatePhone = regexp.MustCompile(`^0(?:[127]\d{9}|1\d{8})$`)

// readDigits reads the digits of a telephone number, with what may be between
// them.
func readDigits(text string, at int) (digits string, end int) {
	for i := at; i < len(text) && len(digits) <= 16; i++ {
		switch c := text[i]; {
		case isDigit(c):
			digits += string(c)
			end = i + 1
		case strings.IndexByte(" -()", c) >= 0:
			if i-end >= 2 {
				return digits, end
			}
		case i == end && (isLetterOrDigit(c) || c == '/'):
			return "", at
		default:
			return digits, end
		}
	}
	return digits, end
}

var (
	ranks = set("PC", "WPC", "PS", "DC", "DS", "PCSO", "Sgt", "Sergeant", "Constable", "SC")
	// rankAndNumber matches a rank with a collar number directly after it: PC1234.
	rankAndNumber = regexp.MustCompile(`^(?:PCSO|PC|PS|DC|DS)(\d+)$`)
	beforeNumber  = set("collar", "shoulder", "warrant")
)

// checkRank keeps the end of a rank, after which a collar number may follow, and
// looks for one that is written against it.
func (s *styleChecker) checkRank(to int, core string) {
	s.rankEnd = 0
	switch {
	case ranks[core]:
		s.rankEnd = to
	case core == "number" || core == "no" || core == "No" || core == "Number":
		if beforeNumber[strings.ToLower(s.before)] {
			s.rankEnd = to
		}
	case core[0] == 'P' || core[0] == 'D':
		if m := rankAndNumber.FindStringSubmatch(core); m != nil && isCollarNumber(m[1]) {
			s.collarNumber(to-len(core), to)
		}
	}
}

func (s *styleChecker) collarNumber(from, to int) {
	at, length := s.extent(from, to)
	s.warnAt(at, length, RuleCollar, "this looks like an officer's collar number",
		"take it out; say the rank or the role, if readers need to know it")
}

// collarDigits and yearDigits match what may be a collar number, and what is
// rather a year.
var (
	collarDigits = regexp.MustCompile(`^\d{3,5}$`)
	yearDigits   = regexp.MustCompile(`^(?:19|20)\d\d$`)
)

func isCollarNumber(digits string) bool {
	return collarDigits.MatchString(digits) && !yearDigits.MatchString(digits)
}
