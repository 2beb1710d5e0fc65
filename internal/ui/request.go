package ui

import "context"

// Values are the fields of a form or of a query, by name.
type Values map[string][]string

// Get returns the first value of a name, or "".
func (v Values) Get(name string) string {
	if list := v[name]; len(list) > 0 {
		return list[0]
	}
	return ""
}

// File is an uploaded file, held in memory. Name is what the browser calls it;
// nothing but its ending is ever looked at.
type File struct {
	Name string
	Data []byte
}

// Request is what a host passes on of a request: no address, no cookie and no
// header but the two that are read here.
type Request struct {
	Method    string // "GET" or "POST"; a host passes a HEAD on as GET
	Path      string // decoded, beginning with "/"
	Query     Values
	Form      Values          // of a POST, whether url-encoded or multipart
	Files     map[string]File // by the form's field
	Languages string          // Accept-Language
	Partial   bool            // app.js asks, from a page that stays: the header "X-Partial: 1"
}

// Response is what a host sends back. With Location it is a redirection and has
// no body. A host adds its security headers to every response; where Print is
// set the page is one to print, which has its style inside and no script, so
// the host sends "default-src 'none'; style-src 'unsafe-inline'" with it in
// place of its usual policy.
type Response struct {
	Status   int    // 200, 303, 401, 404, 422, 500 ...
	Type     string // the Content-Type
	Body     []byte
	Location string // a path, with 303
	Download string // the neutral name to save it under; "" shows it
	Print    bool   // a page to print, see above
	Unseen   bool   // the form before it is for no other eyes: the host makes the browser drop the pages it holds for going back
	End      bool   // once this is sent, the host ends the process (or worker) that held the keys

	// away gives the answer once other requests can be answered again: for what
	// waits for a relay.
	away func(context.Context) Response
}
