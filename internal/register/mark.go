package register

import "encoding/hex"

// Mark is a checksum as people write it down, read it out and compare it: its
// first 24 digits in groups of four. To find other words with the same mark by
// trial would take some 10^14 tries for any two, and 10^28 for a given one.
func Mark(sum []byte) string {
	digits := hex.EncodeToString(sum)[:24]
	mark := digits[:4]
	for at := 4; at < len(digits); at += 4 {
		mark += "-" + digits[at:at+4]
	}
	return mark
}
