package relay

// Remembered is how many nonces, rates and keys a relay has in memory.
func Remembered(r *Relay) int {
	r.rates.mu.Lock()
	defer r.rates.mu.Unlock()
	r.nonces.mu.Lock()
	defer r.nonces.mu.Unlock()
	r.keys.mu.Lock()
	defer r.keys.mu.Unlock()
	return len(r.keys.now) + len(r.keys.old) + len(r.rates.boxes) + len(r.nonces.now) + len(r.nonces.old)
}
