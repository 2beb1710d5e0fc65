package main

import (
	"net/http"

	"amparo/internal/ui"
)

// policy is what browsers hold the pages to. Nothing may come from elsewhere or
// go elsewhere, no page may frame another, text becomes a script by no way, and
// one script may run, which is named by its content.
func policy() string {
	return "default-src 'none'; script-src '" + ui.ScriptHash() + "'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
		"form-action 'self'; frame-ancestors 'none'; base-uri 'none'; " +
		"require-trusted-types-for 'script'; trusted-types amparo"
}

const (
	// printPolicy is for pages to print, which bring their style and no script.
	printPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; " +
		"form-action 'none'; frame-ancestors 'none'; base-uri 'none'; " +
		"require-trusted-types-for 'script'; trusted-types 'none'"
	permissions = "accelerometer=(), ambient-light-sensor=(), autoplay=(), battery=(), bluetooth=(), browsing-topics=(), " +
		"camera=(), clipboard-read=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), " +
		"gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), " +
		"midi=(), otp-credentials=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), " +
		"serial=(), storage-access=(), usb=(), web-share=(), window-management=(), xr-spatial-tracking=()"
)

// setHeaders sets what every answer carries, pages and files and refusals alike.
func setHeaders(h http.Header, policy string) {
	h.Set("Content-Security-Policy", policy)
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Embedder-Policy", "require-corp")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-DNS-Prefetch-Control", "off")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "same-origin") // a form's origin would be lost with no-referrer
	h.Set("Permissions-Policy", permissions)
	h.Set("Origin-Agent-Cluster", "?1")
}
