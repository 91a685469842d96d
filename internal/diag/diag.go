// Package diag is how everything wrong with the content is reported: a
// [Problem] says where it is, what was found, and how to fix it. A [Rule] says
// why something is a problem, and how much it matters.
//
// The package reads no disk and no clock, and knows nothing of reports.
package diag
