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
	packer, err := flate.NewWriter(io.Discard, flate.BestCompression)
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	for i, p := range parts {
		method, body := zip.Store, []byte(p.text)
		if !stored || i > 0 {
			method = zip.Deflate
			if body, err = deflate(packer, p.text); err != nil {
				return err
			}
		}
		if err := writePart(z, p, method, body); err != nil {
			return err
		}
	}
	return z.Close()
}

// writePart writes one part, whose body is packed by the method.
func writePart(z *zip.Writer, p zipPart, method uint16, body []byte) error {
	out, err := z.CreateRaw(&zip.FileHeader{
		Name: p.name, Method: method, CRC32: crc32.ChecksumIEEE([]byte(p.text)),
		CompressedSize64: uint64(len(body)), UncompressedSize64: uint64(len(p.text)),
		//lint:ignore SA1019 the other way adds a field that the first part of an ODS must not have
		ModifiedDate: 1<<5 | 1, // the first day that a zip can hold
	})
	if err != nil {
		return err
	}
	_, err = out.Write(body)
	return err
}

func deflate(packer *flate.Writer, text string) ([]byte, error) {
	var b bytes.Buffer
	packer.Reset(&b)
	if _, err := io.WriteString(packer, text); err != nil {
		return nil, err
	}
	if err := packer.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
