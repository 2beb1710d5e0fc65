package ui_test

import (
	"strings"
	"testing"
)

func TestSearchFindsAndSaysWhere(t *testing.T) {
	v := begin(t)
	nb := "/n/" + v.work().ID()
	v.post(nb+"/risk/"+"aaaaaaaaaaaaaaab", "title", "La oficina está vigilada", "was.title", "", "note", "junto al río", "was.note", "")
	v.get(nb + "/search")
	v.post(nb+"/search", "words", "OFICINA rio")
	body := string(v.last.Body)
	if !strings.Contains(body, "La oficina está vigilada") || !strings.Contains(body, "Found in 1 place") {
		t.Errorf("not found: %s", body)
	}
	if strings.Contains(v.path, "OFICINA") || v.last.Location != "" {
		t.Errorf("the words stand in an address: %s", v.path)
	}
	v.post(nb+"/search", "words", "panadería")
	if body := string(v.last.Body); strings.Contains(body, "vigilada") || !strings.Contains(body, "Nothing here has these words") {
		t.Errorf("found what was not asked for: %s", body)
	}
}
