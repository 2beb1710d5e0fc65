package notebook

import (
	"encoding/base32"
	"encoding/binary"
	"errors"
)

// ID names a record: ten random bytes, or the fixed ones of a single record.
type ID [10]byte

// Ref names a record with its kind.
type Ref struct {
	Kind string
	ID   ID
}

var idText = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// ErrID says that a text is no record's id.
var ErrID = errors.New("not an id: sixteen letters and digits 2-7 were expected")

// String returns the sixteen characters that stand in paths and on the command
// line.
func (id ID) String() string { return idText.EncodeToString(id[:]) }

// ParseID reads what String wrote.
func ParseID(text string) (ID, error) {
	var id ID
	if len(text) != 16 {
		return id, ErrID
	}
	if n, err := idText.Decode(id[:], []byte(text)); err != nil || n != len(id) {
		return ID{}, ErrID
	}
	return id, nil
}

// Single returns the id of the one record that a kind with Single set has.
func Single(kind string) ID {
	var id ID
	copy(id[:], kind)
	return id
}

// Device names the device that wrote something: the first sixteen bytes of a
// hash over its public keys. This package only compares it.
type Device [16]byte

// Version names one write: the device that made it and that device's counter,
// from 1. Forms carry the versions that they showed, so that a stale page makes
// a value beside the newer one and not a loss.
type Version struct {
	Device Device
	N      uint64
}

// ErrVersion says that a text names no versions.
var ErrVersion = errors.New("not a version")

// Compare orders versions by device and counter; the order means nothing but
// is the same everywhere.
func (v Version) Compare(w Version) int {
	for i := range v.Device {
		if v.Device[i] != w.Device[i] {
			return int(v.Device[i]) - int(w.Device[i])
		}
	}
	switch {
	case v.N < w.N:
		return -1
	case v.N > w.N:
		return 1
	}
	return 0
}

// FormatVersions writes versions as one text for a form's hidden field.
func FormatVersions(list []Version) string {
	b := make([]byte, 0, 24*len(list))
	for _, v := range list {
		b = append(b, v.Device[:]...)
		b = binary.BigEndian.AppendUint64(b, v.N)
	}
	return idText.EncodeToString(b)
}

// ParseVersions reads what FormatVersions wrote.
func ParseVersions(text string) ([]Version, error) {
	b, err := idText.DecodeString(text)
	if err != nil || len(b)%24 != 0 || idText.EncodeToString(b) != text {
		return nil, ErrVersion
	}
	var list []Version
	for ; len(b) > 0; b = b[24:] {
		v := Version{N: binary.BigEndian.Uint64(b[16:])}
		copy(v.Device[:], b)
		list = append(list, v)
	}
	return list, nil
}
