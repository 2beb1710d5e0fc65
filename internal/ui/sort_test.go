package ui_test

import (
	"testing"
)

func TestOneQuestionSortsAnIdea(t *testing.T) {
	for ends, kind := range map[string]string{"once": "action", "steps": "row", "always": "protocol", "work": "activity", "unsure": "activity"} {
		v := begin(t)
		page := v.get(v.on("sort"))
		if len(page.all("fieldset")) != 1 || len(page.all("[type=radio]")) != 5 {
			t.Fatal("it is not one question with five answers")
		}
		v.post(v.on("sort"), "idea", "We tell each other  when we are home\r\n", "ends", ends)
		list := v.work().Notebook().Records(kind)
		if len(list) != 1 || list[0].Title() != "We tell each other when we are home" || v.path != v.on(kind, list[0].ID.String()) {
			t.Errorf("%s: %d records, and we are at %s", ends, len(list), v.path)
		}
		if kind == "activity" && list[0].Get("needs") != "later" {
			t.Errorf("%s: the activity says %q", ends, list[0].Get("needs"))
		}
	}
}

func TestAnIdeaWithoutWordsIsAskedAgain(t *testing.T) {
	v := begin(t)
	v.post(v.on("sort"), "idea", " ", "ends", "once")
	if v.last.Status != 422 || len(v.page.all("div.summary")) != 1 {
		t.Errorf("%d", v.last.Status)
	}
	v.post(v.on("sort"), "idea", "typed", "ends", "never")
	if v.last.Status != 422 || v.page.one(t, "textarea").text() != "typed" {
		t.Errorf("an answer that is none: %d", v.last.Status)
	}
}
