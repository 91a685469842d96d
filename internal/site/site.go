// Package site is how a register is shown.
package site
