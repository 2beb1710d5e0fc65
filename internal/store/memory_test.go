package store_test

import (
	"testing"

	"amparo/internal/store"
	"amparo/internal/store/storetest"
)

func TestMemory(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Open { return new(store.Memory).Open })
}
