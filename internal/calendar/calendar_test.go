package calendar_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"amparo/internal/calendar"
)

// likeTheLibrary holds what we read against time.Parse.
func likeTheLibrary(t *testing.T, text string) {
	t.Helper()
	want, err := time.Parse(time.DateOnly, text)
	if got, ok := calendar.Day(text); ok != (err == nil) || ok && !got.Equal(want) {
		t.Errorf("Day(%q) = %v, %v; the library says %v, %v", text, got, ok, want, err)
	}
	at, err := time.Parse("15:04", text)
	if hour, minute, ok := calendar.Clock(text); ok != (err == nil) || ok && (hour != at.Hour() || minute != at.Minute()) {
		t.Errorf("Clock(%q) = %d, %d, %v; the library says %v, %v", text, hour, minute, ok, at, err)
	}
}

func TestEveryDayAndMinute(t *testing.T) {
	for d := time.Date(1896, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() < 2105; d = d.AddDate(0, 0, 1) {
		likeTheLibrary(t, d.Format(time.DateOnly))
	}
	for m := range 24 * 60 {
		likeTheLibrary(t, time.Date(2026, 1, 1, m/60, m%60, 0, 0, time.UTC).Format("15:04"))
	}
}

func TestWhatIsNone(t *testing.T) {
	for _, text := range []string{
		"", "soon", "2026-02-29", "2024-02-29", "2026-02-30", "2026-04-31", "2026-00-10", "2026-13-01", "2026-01-00", "2026-01-32",
		"0000-01-01", "9999-12-31", "2026-1-01", "2026/01/01", "+026-01-01", "2026-+1-01", "2026-01-01 ", " 2026-01-01", "２026-01-01",
		"24:00", "12:60", "9:30", "9:3", ":30", "12:", "12:30:00", "-1:30", "+1:30", "12:+3", "0:00", "00:00", "123:00",
	} {
		likeTheLibrary(t, text)
	}
}

func TestDisturbedTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		b := []byte([]string{"2026-11-22", "14:02"}[r.IntN(2)])
		for range 1 + r.IntN(2) {
			b[r.IntN(len(b))] = "0123456789:- +_x"[r.IntN(16)]
		}
		likeTheLibrary(t, string(b))
	}
}
