// Everything works without this file. With it, what is typed is saved by
// itself, parts of a page change in place, and Shift pressed three times leaves.
(() => {
  'use strict'
  const doc = document
  const later = 2000

  // ask sends a form and gives back {status, path, page}. A host without a
  // server puts its own function into window.amparoAsk.
  const ask = window.amparoAsk || (async (method, path, body) => {
    const r = await fetch(path, {method, body, headers: {'X-Partial': '1'}})
    return {status: r.status, path: new URL(r.url).pathname, page: await r.text()}
  })

  const body = (form, button) => {
    const data = new FormData(form, button)
    for (const [, value] of data) if (value instanceof File) return data
    return new URLSearchParams(data)
  }

  // The page that came is parsed without running anything; this is the only
  // policy by which a text becomes markup. A host with an ask of its own brings
  // its own policy.
  const policy = !window.amparoAsk && window.trustedTypes &&
    trustedTypes.createPolicy('amparo', {createHTML: text => text})
  const parsed = text => new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, 'text/html')

  // --- Leaving ---

  let shifts = []
  const leave = () => {
    const blank = doc.createElement('body')
    doc.documentElement.replaceChildren(blank)
    fetch('/leave', {method: 'POST', keepalive: true}).finally(() => location.replace('/blank'))
  }
  addEventListener('keydown', e => {
    if (e.key !== 'Shift') shifts = []
    else if (!e.repeat) {
      shifts = shifts.filter(t => e.timeStamp - t < 1500).concat(e.timeStamp)
      if (shifts.length > 2) (window.amparoLeave || leave)()
    }
  }, true)
  addEventListener('pageshow', e => { if (e.persisted) location.reload() })

  // --- Saving by itself ---

  const state = new WeakMap() // form -> {timer, sent, busy}
  const of = form => state.get(form) || state.set(form, {}).get(form)
  const snapshot = form => {
    const all = {}
    for (const el of form.elements) if (el.name) (all[el.name] ||= []).push(/radio|checkbox/.test(el.type) ? el.checked : el.value)
    return all
  }
  const say = (form, words) => {
    const line = form.querySelector('[data-saved]')
    if (line) line.textContent = words
  }
  const clock = () => {
    const d = new Date(), two = n => String(n).padStart(2, '0')
    return two(d.getHours()) + ':' + two(d.getMinutes())
  }

  async function save(form) {
    const s = of(form)
    clearTimeout(s.timer)
    s.timer = 0
    if (s.busy) { s.again = true; return }
    if (!s.dirty || !form.isConnected || !form.checkValidity()) return
    s.busy = true
    s.dirty = false
    const sent = snapshot(form)
    try {
      const r = await ask('POST', form.action, body(form))
      if (r.status === 401) { s.dirty = true; say(form, doc.body.dataset.locked) }
      else if (r.status >= 500) throw 0
      else {
        take(form, sent, parsed(r.page))
        const line = form.querySelector('[data-saved]')
        if (line && r.status < 400) line.textContent = line.dataset.words.replace('%s', clock())
      }
    } catch {
      s.dirty = true
      s.timer = setTimeout(save, 5000, form)
      say(form, doc.body.dataset.unsaved)
    }
    s.busy = false
    if (s.again) { s.again = false; save(form) }
  }

  // take brings the stamps of what was saved back into the form, so that the
  // next saving replaces our own words and nobody else's.
  function take(form, sent, page) {
    for (const was of form.querySelectorAll('input[name^="was."]')) {
      const name = was.name.slice(4)
      const fresh = page.querySelector(`[name="${CSS.escape(was.name)}"]`)
      if (!fresh) continue
      const ours = String(sent[name] ?? '').replace(/\r/g, '')
      const block = fresh.closest('.ask')
      const mine = [...block.querySelectorAll('[data-stamp]')].find(li => li.dataset.value === ours)
      was.value = (mine ? mine.dataset.stamp : fresh.value)
      const here = was.closest('.ask').querySelector('.beside'), there = block.querySelector('.beside')
      if (here) here.remove()
      if (there) was.before(doc.importNode(there, true))
      renew(form, name, block, sent)
    }
  }

  // renew clears the lines for something new once they are saved, and shows
  // what they became.
  function renew(form, name, block, sent) {
    const box = form.elements[name + '.new']
    if (!box || !sent[name + '.new'] || !sent[name + '.new'][0] || box === doc.activeElement) return
    if (box.value === sent[name + '.new'][0]) box.closest('.ask').replaceWith(doc.importNode(block, true))
  }

  const autosaved = e => e.target.form && e.target.form.hasAttribute('data-autosave') && e.target.form
  addEventListener('input', e => {
    const form = autosaved(e)
    if (!form) return
    const s = of(form)
    s.dirty = true
    clearTimeout(s.timer)
    s.timer = setTimeout(save, later, form)
  })
  addEventListener('focusout', e => { const form = autosaved(e); if (form) save(form) })
  addEventListener('change', e => { const form = autosaved(e); if (form) save(form) })
  const all = () => doc.querySelectorAll('[data-autosave]').forEach(save)
  addEventListener('visibilitychange', () => { if (doc.hidden) all() })
  addEventListener('pagehide', all)

  // --- Waiting before something goes for good ---

  const last = doc.querySelector('[data-wait]')
  if (last) {
    const line = last.querySelector('[data-words]')
    line.textContent = line.dataset.words
    setTimeout(() => last.requestSubmit(), last.dataset.wait)
  }

  // --- Changing parts of a page in place ---

  const typing = el => el === doc.activeElement && /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName)
  const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || '') === (b.id || '')

  // morph makes one element like another, and leaves alone what someone is
  // typing in.
  function morph(a, b) {
    if (typing(a)) return
    for (const at of [...a.attributes]) if (!b.hasAttribute(at.name)) a.removeAttribute(at.name)
    for (const at of b.attributes) if (a.getAttribute(at.name) !== at.value) a.setAttribute(at.name, at.value)
    if (a.tagName === 'TEXTAREA' && a.value === a.defaultValue) a.value = b.value
    let child = a.firstChild
    for (const want of [...b.childNodes]) {
      let found = child
      while (found && !same(found, want)) found = found.nextSibling
      if (!found || (found !== child && !want.id)) {
        if (child && same(child, want)) found = child
        else { a.insertBefore(doc.importNode(want, true), child); continue }
      }
      while (child !== found) { const gone = child; child = child.nextSibling; gone.remove() }
      if (want.nodeType === 1) morph(found, want)
      else if (found.nodeValue !== want.nodeValue) found.nodeValue = want.nodeValue
      child = found.nextSibling
    }
    while (child) { const gone = child; child = child.nextSibling; gone.remove() }
  }

  addEventListener('submit', async e => {
    const form = e.target
    if (e.defaultPrevented) return
    if (!form.hasAttribute('data-swap')) { of(form).dirty = false; return }
    e.preventDefault()
    const r = await ask('POST', form.action, body(form, e.submitter))
    const page = parsed(r.page).querySelector('main')
    if (!page || r.status === 401) { location.assign(r.path); return }
    morph(doc.querySelector('main'), page)
    if (r.path !== location.pathname) history.replaceState(null, '', r.path)
    if (!doc.activeElement || doc.activeElement === doc.body) doc.querySelector('main [autofocus], h1').focus()
  })
})()
