package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"amparo/internal/relay/wire"
)

func TestWrongUseSaysWhatIsNeeded(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct{ args, want string }{
		{"serve --listen :0", "--cert"}, {"serve --listen 0.0.0.0:0 --cert x", "belong together"},
		{"serve --listen :0 --behind-proxy", "--host"}, {"serve --listen 127.0.0.1:0 --behind-proxy", "--host"},
		{"serve --listen 127.0.0.1:99999 --host https://relay.example", "a name alone"}, {"serve --listen 127.0.0.1:99999 --host relay.example/", "a name alone"}, {"serve --listen 127.0.0.1:99999 --host relay.example:443", "a name alone"},
		{"serve --listen 127.0.0.1:99999 --host a.example,b.example", "a name alone"}, {"serve --listen 127.0.0.1:99999 --host b.example --host=", "a name alone"}, {"serve --listen 127.0.0.1:99999 --host relay.example:", "a name alone"},
		{"serve --listen 127.0.0.1:99999 --host me@relay.example", "a name alone"}, {"serve --listen 127.0.0.1:99999 --host relay.example:https", "a name alone"},
		{"serve --listen 443", "such as :443"}, {"serve --listen 127.0.0.1", "such as :443"}, {"serve --listen :", "such as :443"},
		{"serve --listen 127.0.0.1:99999 --days 9223372036854775807", "--days 36500"}, {"serve --listen 127.0.0.1:99999 --mailbox-mib 9000000000000", "1048576"},
		{"serve --health 0.0.0.0:1", "--health"}, {"serve --days 0", "--days"}, {"serve --connections 0", "--connections"}, {"codes -n 0", "--count"}, {"codes -n 1001", "--count"},
		{"serve --listen localhost:99999 --cert none --key none --store sqlite:" + t.TempDir() + "/relay.db", "can't be read"},
		{"doctor --store mysql://x", "sqlite:FILE"}, {"nothing", "unknown command"}, {"serve --nothing", "unknown flag"},
	} {
		code, out, said := run(t, strings.Fields(c.args)...)
		if code != 2 || out != "" || !strings.Contains(said, c.want) {
			t.Errorf("%s: %d %q", c.args, code, said)
		}
	}
}

func TestCodesAreAllDifferent(t *testing.T) {
	code, out, said := run(t, "codes", "-n", "20", "--store", storeIn(t))
	seen := map[wire.Code]bool{}
	for line := range strings.FieldsSeq(out) {
		c, err := wire.ParseCode(line)
		if err != nil {
			t.Error(line, err)
		}
		seen[c] = true
	}
	if code != 0 || len(seen) != 20 {
		t.Error(code, len(seen), said)
	}
}

func TestDoctorSaysWhatIsToBeDone(t *testing.T) {
	store := storeIn(t)
	file := strings.TrimPrefix(store, "sqlite:")
	looks := func(want int, sentence string, args ...string) {
		t.Helper()
		code, out, said := run(t, append([]string{"doctor", "--store", store}, args...)...)
		if code != want || !strings.Contains(out, sentence) {
			t.Errorf("%d %s%s; want %q", code, out, said, sentence)
		}
	}
	looks(0, "good  There is no store yet. The first command that needs one makes it.\ngood  The clock")
	looks(1, "look  There is no such folder", "--store", store+".d/relay.db")
	looks(1, "look  What --store names is no file", "--store", "sqlite:"+filepath.Dir(file))
	coded(t, store)
	looks(0, "good  The store holds together")
	cert, key := certificate(t, 30*24*time.Hour)
	looks(0, "good  Certificate and key fit", "--cert", cert, "--key", key)
	old, oldKey := certificate(t, 3*24*time.Hour)
	looks(1, "look  The certificate ends within a week", "--cert", old, "--key", oldKey)
	looks(1, "look  Certificate and key can't be read", "--cert", cert, "--key", oldKey)
	ok(t, os.Chmod(file, 0o644))
	looks(1, "look  Others on this computer")
	ok(t, os.WriteFile(file, []byte(strings.Repeat("other", 2000)), 0o600))
	looks(1, "look  The store is damaged")
}

// certificate writes a certificate for this computer and its key.
func certificate(t *testing.T, lasts time.Duration) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	ok(t, err)
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(lasts),
	}
	signed, err := x509.CreateCertificate(rand.Reader, form, form, private.Public(), private)
	ok(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	ok(t, err)
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	ok(t, os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signed}), 0o600))
	ok(t, os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
	return cert, key
}

func TestHealthAndMetrics(t *testing.T) {
	p := launch(t, "--store", storeIn(t))
	get := func(url string) (int, string) {
		res, err := http.Get(url)
		ok(t, err)
		b, err := io.ReadAll(res.Body)
		ok(t, err)
		ok(t, res.Body.Close())
		return res.StatusCode, string(b)
	}
	if status, text := get(p.health + "/health"); status != 200 || text != "good\n" {
		t.Error(status, text)
	}
	get(p.url + "/v1/x/entries")
	status, text := get(p.health + "/metrics")
	if status != 200 || !strings.Contains(text, "amparo_relay_requests_total 1\namparo_relay_refused_total 1\n") {
		t.Error(status, text)
	}
	if !regexp.MustCompile(`^(amparo_relay_\w+ \d+\n){5}$`).MatchString(text) {
		t.Errorf("metrics say more than counts: %s", text)
	}
	for _, path := range []string{"/health", "/metrics"} {
		if status, _ := get(p.url + path); status != http.StatusNotFound {
			t.Errorf("%s stands where devices ask: %d", path, status)
		}
	}
	ok(t, p.ends(t, os.Interrupt))
}

func TestTLSByCertificateFiles(t *testing.T) {
	cert, key := certificate(t, time.Hour)
	p := launch(t, "--store", storeIn(t), "--cert", cert, "--key", key)
	trusted := x509.NewCertPool()
	b, err := os.ReadFile(cert)
	ok(t, err)
	trusted.AppendCertsFromPEM(b)
	web := &http.Client{Transport: transport(trusted)}
	res, err := web.Get(strings.Replace(p.url, "127.0.0.1", "localhost", 1) + "/v1/" + strings.Repeat("00", 16) + "/entries?after=0")
	ok(t, err)
	ok(t, res.Body.Close())
	if res.StatusCode != http.StatusUnauthorized || res.ProtoMajor != 2 {
		t.Error(res.Status, res.Proto)
	}
	web.CloseIdleConnections()
	ok(t, p.ends(t, os.Interrupt))
}

func TestHelpAndManualSayEachCommand(t *testing.T) {
	_, help, _ := run(t, "help")
	code, man, _ := run(t, "man")
	if code != 0 || !strings.HasPrefix(man, ".TH ") {
		t.Error(code, man)
	}
	for _, command := range []string{"serve", "codes", "doctor", "man", "version"} {
		if !strings.Contains(help, "  "+command) || !strings.Contains(man, ".SS "+command) {
			t.Errorf("%s is not explained", command)
		}
		if _, one, _ := run(t, command, "--help"); !strings.Contains(one, "amparo-relay "+command) {
			t.Errorf("%s has no example", command)
		}
	}
	if !strings.Contains(man, `\-\-behind\-proxy`) || !strings.Contains(man, `\-\-store`) {
		t.Error("options are missing")
	}
	if _, out, _ := run(t, "version"); out != "amparo-relay "+version+"\n" {
		t.Error(out)
	}
}
