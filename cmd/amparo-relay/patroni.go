package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// What was measured of Patroni over etcd's third API, with a network that was
// parted and healed: one lost what had been acknowledged, the other did not.
const (
	patroniLoses = "3.0.2"
	patroniHolds = "4.1.4"
)

// patroniAnswer is how much of Patroni's answers is read.
const patroniAnswer = 1 << 20

// checkPatroni asks a Patroni for its version and for how it uses standbys.
func checkPatroni(ctx context.Context, url string) []check {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	var about struct{ Patroni struct{ Version string } }
	var settings struct {
		Synchronous bool `json:"synchronous_mode"`
		Strict      bool `json:"synchronous_mode_strict"`
	}
	err := errors.Join(fetch(ctx, url, "/patroni", &about), fetch(ctx, url, "/config", &settings))
	if err != nil || about.Patroni.Version == "" {
		return []check{{false, "No Patroni answers at the address of --patroni."}}
	}
	strict := check{true, "Patroni keeps waiting for a standby, whatever happens."}
	if !settings.Synchronous || !settings.Strict {
		strict = check{false, "Patroni may acknowledge without a standby. Please set synchronous_mode and synchronous_mode_strict to true."}
	}
	return []check{patroniVersion(about.Patroni.Version), strict}
}

func patroniVersion(v string) check {
	switch {
	case v == patroniLoses:
		return check{false, "Patroni " + patroniLoses + " is known to lose data: what it had acknowledged was gone after its network had been parted. Please run " + patroniHolds + " or later."}
	case older(v, patroniHolds):
		return check{false, "This Patroni was not tried. " + patroniLoses + " is known to lose data, " + patroniHolds + " is known to hold. Please run that or a later one."}
	}
	return check{true, "This Patroni is " + patroniHolds + " or later."}
}

// older compares versions such as 4.1.4, number by number. What is no number
// counts as none.
func older(a, b string) bool {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i, want := range bs {
		n, m := 0, number(want)
		if i < len(as) {
			n = number(as[i])
		}
		if n != m {
			return n < m
		}
	}
	return false
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

func fetch(ctx context.Context, base, path string, into any) (err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(base, "/")+path, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, res.Body.Close()) }()
	return json.NewDecoder(io.LimitReader(res.Body, patroniAnswer)).Decode(into)
}
