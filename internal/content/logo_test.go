package content

import (
	"testing"
)

// A drawing is let through; what could run or fetch anything is not.
func TestLogosThatAreMoreThanDrawings(t *testing.T) {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`
	for _, c := range []struct{ name, data, want string }{
		{"a drawing", svg + `><defs><path id="a" d="M0 0h9"/></defs><use xlink:href="#a" fill="url(#b)"/><style>path{fill:#fff}</style></svg>`, ""},
		{"with a declaration", `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">` + svg + `/>`, ""},
		{"a script", svg + `><script>alert(1)</script></svg>`, "holds <script>, which could run in a reader's browser"},
		{"a script by another prefix", `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:SCRIPT/></s:svg>`, "holds <SCRIPT>, which could run in a reader's browser"},
		{"a page within", svg + `><foreignObject/></svg>`, "holds <foreignObject>, which could run in a reader's browser"},
		{"an event", svg + ` onload="x()"/>`, "holds the attribute onload, which could run in a reader's browser"},
		{"a picture from elsewhere", svg + `><image href="https://example.org/a.png"/></svg>`, `calls for something that is not in it: "https://example.org/a.png"`},
		{"a link that is a script", svg + `><a xlink:href="javascript:x()"/></svg>`, `calls for something that is not in it: "javascript:x()"`},
		{"a style from elsewhere", svg + `><style>@import "https://example.org/a.css"</style></svg>`, "calls for something that is not in it"},
		{"a font from elsewhere", svg + `><style><![CDATA[@font-face{src:url( 'https://example.org/f')}]]></style></svg>`, "calls for something that is not in it"},
		{"a fill from elsewhere", svg + `><path style="fill:u\72l(https://example.org/)"/></svg>`, "calls for something that is not in it"},
		{"an entity", `<!DOCTYPE svg [<!ENTITY a "b">]>` + svg + `/>`, "defines entities of its own"},
		{"a stylesheet", `<?xml-stylesheet href="a.css"?>` + svg + `/>`, "calls for a stylesheet or another program"},
		{"no drawing at all", `<html/>`, "is not a drawing"},
		{"nothing", ``, "is not a drawing"},
		{"broken", svg + `><path`, "cannot be read as a drawing"},
	} {
		if got := unsafeSVG([]byte(c.data)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
