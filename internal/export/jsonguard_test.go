package export_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"amparo/internal/export"

	"github.com/google/go-cmp/cmp"
)

func TestJSONWithinLimitsIsRead(t *testing.T) {
	var got map[string][]string
	if err := export.DecodeJSON([]byte("\ufeff"+`{"a]\"[": ["[[[", "\\"]} `), &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string][]string{`a]"[`: {"[[[", `\`}}, got); d != "" {
		t.Error(d)
	}
}

func TestJSONBeyondLimitsIsRefused(t *testing.T) {
	for _, c := range []struct {
		name, data string
		want       error
	}{
		{"deep arrays", strings.Repeat("[", 10<<20), export.ErrBomb},
		{"deep objects", strings.Repeat(`{"a":`, 3<<20), export.ErrBomb},
		{"just too deep", strings.Repeat("[", 33) + strings.Repeat("]", 33), export.ErrBomb},
		{"many values", "[" + strings.Repeat("0,", 9<<20) + "0]", export.ErrBomb},
		{"many arrays", "[" + strings.Repeat("[],", 6<<20) + "0]", export.ErrBomb},
		{"too large", `"` + strings.Repeat("x", 20<<20) + `"`, export.ErrTooLarge},
		{"cut", `{"a": [1, 2`, export.ErrDamaged},
		{"two values", `{} {}`, export.ErrDamaged},
		{"open string", `"abc\`, export.ErrDamaged},
		{"nothing", "", export.ErrDamaged},
	} {
		var into any
		before := allocated()
		if err := export.DecodeJSON([]byte(c.data), &into); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if used := allocated() - before; used > 200<<20 {
			t.Errorf("%s: %d MB", c.name, used>>20)
		}
		took := soonest(func() {
			if err := export.DecodeJSON([]byte(c.data), &into); err == nil {
				t.Errorf("%s: read the second time", c.name)
			}
		})
		if took > slow*2*time.Second {
			t.Errorf("%s: %v", c.name, took)
		}
	}
	for _, data := range []string{strings.Repeat("[", 32) + strings.Repeat("]", 32), `["\"` + strings.Repeat("[", 40) + `"]`} {
		var into any
		if err := export.DecodeJSON([]byte(data), &into); err != nil {
			t.Errorf("%.40s: %v", data, err)
		}
	}
}
