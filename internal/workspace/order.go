package workspace

import (
	"strings"

	"amparo/internal/notebook"
)

// Order keys sort as text. Their digits are 0-9a-z; a key does not end in "0",
// so that there is always room before it.
const digits = "0123456789abcdefghijklmnopqrstuvwxyz"

// head is the length of the whole part of a key: what is appended counts it up,
// what is put between two keys gets a fraction behind it.
const head = 6

// between returns a key after low and before high; "" is no bound. With bounds
// that leave no room (two devices gave the same key) it comes right after low.
func between(low, high string) string {
	if high == "" {
		return count(low)
	}
	if high <= low {
		return low + "i"
	}
	var key []byte
	for i := 0; ; i++ {
		a, b := digit(low, i, 0), digit(high, i, len(digits))
		if b-a > 1 {
			return string(append(key, digits[(a+b)/2]))
		}
		key = append(key, digits[a])
	}
}

// count returns the whole key after low.
func count(low string) string {
	key := []byte(low + strings.Repeat("0", max(0, head-len(low))))[:head]
	if low == "" {
		key[0] = '1'
	}
	for i := head - 1; i >= 0; i-- {
		if d := digit(string(key), i, 0); d < len(digits)-1 {
			key[i] = digits[d+1]
			return string(key)
		}
		key[i] = '0'
	}
	return low + "i"
}

func digit(key string, i, none int) int {
	if i >= len(key) {
		return none
	}
	return max(0, strings.IndexByte(digits, key[i]))
}

func lastOrder(list []*notebook.Record) string {
	last := ""
	for _, r := range list {
		last = max(last, r.Get(notebook.Order))
	}
	return last
}
