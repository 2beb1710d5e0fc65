package relay

import (
	"net/http"

	"amparo/internal/exchange"
)

// put replaces a blob.
func (r *Relay) put(w http.ResponseWriter, a *asked) error {
	switch {
	case len(a.body) == 0:
		return errForm
	case len(a.body) > exchange.MaxBlob:
		return errLarge
	}
	return r.replace(w, a, a.body)
}

// remove takes a blob away.
func (r *Relay) remove(w http.ResponseWriter, a *asked) error { return r.replace(w, a, nil) }

func (r *Relay) replace(w http.ResponseWriter, a *asked, blob []byte) error {
	name, err := blobName(a)
	if err != nil {
		return err
	}
	if err := r.once(a); err != nil {
		return err
	}
	if err := r.c.Store.Put(a.Context(), a.box, name, blob, r.terms()); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// get answers with a blob.
func (r *Relay) get(w http.ResponseWriter, a *asked) error {
	name, err := blobName(a)
	if err != nil {
		return err
	}
	blob, err := r.c.Store.Get(a.Context(), a.box, name)
	if err != nil {
		return err
	}
	return answer(w, blob)
}

func blobName(a *asked) (Name, error) {
	var name Name
	if !fromHex(name[:], a.PathValue("name")) {
		return name, errForm
	}
	return name, nil
}
