package export

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
)

// A zipPart is one file within a zipped document.
type zipPart struct{ name, text string }

// writeZip writes parts as a zip file that says nothing but its content: no
// times, no system, no owner. The first part lies open when stored is set, so
// that its text tells the format at a fixed place.
func writeZip(w io.Writer, stored bool, parts []zipPart) error {
	z := zip.NewWriter(w)
	for i, p := range parts {
		if err := writePart(z, p, stored && i == 0); err != nil {
			return err
		}
	}
	return z.Close()
}

func writePart(z *zip.Writer, p zipPart, stored bool) error {
	h := zip.FileHeader{
		Name: p.name, CRC32: crc32.ChecksumIEEE([]byte(p.text)), UncompressedSize64: uint64(len(p.text)),
		//lint:ignore SA1019 the other way adds a field that the first part of an ODS must not have
		ModifiedDate: 1<<5 | 1, // the first day that a zip can hold
	}
	body := []byte(p.text)
	if !stored {
		var err error
		if body, err = deflate(body); err != nil {
			return err
		}
		h.Method = zip.Deflate
	}
	h.CompressedSize64 = uint64(len(body))
	out, err := z.CreateRaw(&h)
	if err != nil {
		return err
	}
	_, err = out.Write(body)
	return err
}

func deflate(body []byte) ([]byte, error) {
	var b bytes.Buffer
	f, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := f.Write(body); err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
