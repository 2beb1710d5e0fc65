package main

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/relay/client"
	"amparo/internal/vault"
)

// benchJoin measures how a new device comes into a notebook of 10,000 changes:
// what travels through the relay, and the time from asking for it to a notebook
// that can be read. The floor is getting as many bytes from the relay. What
// travels is as long as what people wrote: in the workload alone nearly every
// change writes a text that was not there before, 9,099 values in 2,156 records,
// whose entropy is 184 kB. A group with a tenth of the records of a large one
// changes more often what stands already.
func benchJoin(r *report) error {
	for _, j := range []joining{{what: "of a group with 276 records", of: 10}, {what: "nearly each of another text"}} {
		err := hostedIn(func(dir string, h *hosted) error {
			j.dir = dir
			return j.into(r, h)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// into has devices come in, and reports what it took.
func (j *joining) into(r *report, h *hosted) error {
	st, v, log, err := fresh(filepath.Join(j.dir, "host.db"))
	if err != nil {
		return err
	}
	state, err := grown(log, 10_000, j.of)
	if err != nil {
		return err
	}
	boxes, err := h.mailboxes(1)
	if err != nil {
		return err
	}
	m, err := client.New(boxes[0])
	if err != nil {
		return err
	}
	defer m.Close()
	j.log, j.relay = log, m
	for range 5 {
		if err := j.once(); err != nil {
			return err
		}
	}
	r.value("10,000 changes, "+j.what, float64(j.bytes)/1000, 150, "kB")
	r.value("until they can be read", ms(middle(j.times)), 100, "ms")
	fmt.Printf("  %-52s %10s   ratio %5.2f\n", "as many bytes from the relay", round(middle(j.floors)), float64(middle(j.times))/float64(middle(j.floors)))
	fmt.Printf("  %-52s %10.2f kB, compressed %.2f kB\n", "the state alone", float64(len(state))/1000, float64(deflated(state))/1000)
	fmt.Printf("  %-52s %10s\n", "letting it in, and sending", round(middle(j.host)))
	return closeAll(v, st)
}

// grown fills a log, as bodiesOf does, and saves its snapshot.
func grown(log *vault.Log, n, of int) ([]byte, error) {
	fold := change.NewFold()
	for _, body := range bodiesOf(notebook.Device(log.Device()), n, of) {
		if _, err := log.Append(ctx, body); err != nil {
			return nil, err
		}
		c, err := change.Decode(body)
		if err != nil {
			return nil, err
		}
		c.Device = notebook.Device(log.Device())
		fold.Apply(c)
	}
	state := fold.EncodeState()
	return state, log.Save(ctx, state, nil, true)
}

// joining lets one device after the other in.
type joining struct {
	what  string // the notebook that it comes into
	of    int    // and how it began: see bodiesOf
	dir   string
	log   *vault.Log
	relay *client.Mailbox

	bytes               int
	times, floors, host []time.Duration
}

func (j *joining) once() error {
	st, v, err := emptyVault(filepath.Join(j.dir, "guest"+decimal(len(j.times))+".db"))
	if err != nil {
		return err
	}
	card, err := v.Card(ctx)
	if err != nil {
		return err
	}
	name := client.Name{1}
	host, err := least(1, func() error {
		grant, err := j.log.Admit(ctx, card)
		j.bytes = len(grant)
		return errors.Join(err, j.relay.PutBlob(ctx, name, grant))
	})
	if err != nil {
		return err
	}
	took, err := least(1, func() error {
		grant, err := j.relay.GetBlob(ctx, name)
		if err != nil {
			return err
		}
		log, err := v.Join(ctx, "bench", grant)
		if err != nil {
			return err
		}
		return foldAll(log)
	})
	if err != nil {
		return err
	}
	floor, err := least(1, func() error {
		_, err := j.relay.GetBlob(ctx, name)
		return err
	})
	j.times, j.floors, j.host = append(j.times, took), append(j.floors, floor), append(j.host, host)
	return errors.Join(err, closeAll(v, st))
}

// deflated is how long bytes are when they are compressed.
func deflated(b []byte) int {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		panic(err) // only for another level
	}
	w.Write(b)
	w.Close()
	return out.Len()
}
