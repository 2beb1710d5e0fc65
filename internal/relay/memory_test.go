package relay_test

import (
	"testing"

	"amparo/internal/relay"
	"amparo/internal/relay/relaytest"
)

func TestMemory(t *testing.T) {
	relaytest.Run(t, func(*testing.T) relaytest.Open { return new(relay.Memory).Open })
}
