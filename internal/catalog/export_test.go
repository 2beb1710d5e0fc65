package catalog

// Field is a field as the reader gives it, for the tests.
type Field struct{ Name, Text string }

// Block is a block as the reader gives it, for the tests.
type Block struct {
	Kind, Key, Group string
	Fields           []Field
}

// Read reads a data file's text.
func Read(text string) ([]Block, error) {
	blocks, err := read(text)
	var list []Block
	for _, b := range blocks {
		t := Block{Kind: b.kind, Key: b.key, Group: b.group}
		for _, f := range b.fields {
			t.Fields = append(t.Fields, Field{f.name, f.text})
		}
		list = append(list, t)
	}
	return list, err
}

// Join puts two files' texts together and says whether they fit.
func Join(common, sentences string) error {
	shape, err := read(common)
	if err != nil {
		return err
	}
	words, err := read(sentences)
	if err != nil {
		return err
	}
	_, err = join(shape, words)
	return err
}
