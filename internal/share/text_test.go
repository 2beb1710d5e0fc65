package share_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/share"
)

const pinned = "amparo share 1 threats-and-risks mitigating-actions\n" +
	"\"a \\\"closed\\\" road\\nand a tab\\there\"\t\"leave early\"\n\"\"\t\"اتصلي أولًا\"\n"

var pinnedShare = share.Share{Fields: []string{"threats", "actions"}, Rows: [][]string{
	{"a \"closed\" road\nand a tab\there", "leave early"}, {"", "اتصلي أولًا"},
}}

func TestAShareAsATextStaysTheSame(t *testing.T) {
	if diff := cmp.Diff(pinned, share.Encode(pinnedShare)); diff != "" {
		t.Error(diff)
	}
	got, err := share.Decode(pinned)
	if diff := cmp.Diff(pinnedShare, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestATextThatIsNoShareIsRefused(t *testing.T) {
	for _, text := range []string{
		"", "\n", "amparo share 1\n", "amparo share 1 \n", "amparo share 2 mitigating-actions\n", "amparo share 1 note\n", "amparo share 1 actions\n",
		"amparo share 1 mitigating-actions mitigating-actions\n", "amparo share 1 mitigating-actions\n\"a\"", "amparo share 1 mitigating-actions\na\n",
		"amparo share 1 mitigating-actions\n\"a\"\t\"b\"\n", "amparo share 1 mitigating-actions\n\n",
	} {
		if s, err := share.Decode(text); err != share.ErrText {
			t.Errorf("%q: %v, %v", text, s, err)
		}
	}
}

// FuzzDecode: whatever comes from a member's device, it is refused or is a share
// that is written again as another text of the same meaning.
func FuzzDecode(f *testing.F) {
	f.Add(pinned)
	f.Add("amparo share 1 mitigating-actions\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := share.Decode(text)
		if err != nil {
			return
		}
		again, err := share.Decode(share.Encode(s))
		if diff := cmp.Diff(s, again); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
}
