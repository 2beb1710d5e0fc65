package main

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"

	"amparo/internal/ui"
)

// The limits of a request. What is sent stays in memory; nothing of it reaches
// a temporary file.
const (
	maxBody   = 25 << 20 // bytes, an uploaded file included
	maxFields = 5000
)

var errTooMuch = errors.New("more than a request may hold")

// readRequest reads all of a request that the pages look at.
func readRequest(w http.ResponseWriter, r *http.Request) (ui.Request, error) {
	out := ui.Request{
		Method: r.Method, Path: r.URL.Path, Query: ui.Values(r.URL.Query()),
		Languages: r.Header.Get("Accept-Language"), Partial: r.Header.Get("X-Partial") == "1",
	}
	if out.Method == http.MethodHead {
		out.Method = http.MethodGet
	}
	if out.Method != http.MethodPost {
		return out, nil
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err == nil && kind == "multipart/form-data" {
		return out, readParts(r, &out)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return out, err
	}
	form, err := url.ParseQuery(string(body))
	if err == nil && len(form) > maxFields {
		err = errTooMuch
	}
	out.Form = ui.Values(form)
	return out, err
}

// readParts reads a form with files, all of it in memory.
func readParts(r *http.Request, out *ui.Request) error {
	out.Form, out.Files = ui.Values{}, map[string]ui.File{}
	parts, err := r.MultipartReader()
	if err != nil {
		return err
	}
	for range maxFields {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		name := part.FormName()
		if file := part.FileName(); file != "" {
			out.Files[name] = ui.File{Name: file, Data: data}
		} else {
			out.Form[name] = append(out.Form[name], string(data))
		}
	}
	return errTooMuch
}
