// Package feeds writes the two forms in which a site's news comes to people who
// do not visit it: Atom (RFC 4287), which feed readers follow, and iCalendar
// (RFC 5545), which calendars do.
//
// Begin at [AppendAtom] and [AppendCalendar]; name.go makes the names by which
// readers know again what they have been told. What goes in, and in which
// words, is decided by who calls. The package knows nothing of reports, and
// never reads the clock: every day and time in what it writes was given to it.
package feeds
