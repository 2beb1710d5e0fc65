package relay

// Remembered is how many nonces and rates a relay has in memory.
func Remembered(r *Relay) int {
	r.rates.mu.Lock()
	defer r.rates.mu.Unlock()
	r.nonces.mu.Lock()
	defer r.nonces.mu.Unlock()
	return len(r.rates.boxes) + len(r.nonces.now) + len(r.nonces.old)
}
