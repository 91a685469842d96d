// Package feeds writes the two files through which people who do not visit a
// site hear what is new: Atom (RFC 4287) for feed readers, and iCalendar
// (RFC 5545) for calendars.
//
// Begin at [Atom] and [Calendar]; id.go makes the IDs by which readers recognise
// what they have already shown. Which news there is, and in which words, the
// caller decides. The package knows nothing of reports and never reads the clock.
package feeds
