// Everything works without this file. With it, what is typed is saved by
// itself, parts of a page change in place, and Shift pressed three times leaves.
(() => {
  const doc = document
  const later = 2000

  // ask sends a form and gives back {status, path, page}. A host without a
  // server puts its own function into window.amparoAsk.
  const ask = window.amparoAsk || (async (method, path, body) => {
    // What is short enough arrives even when the page goes away meanwhile.
    const keepalive = String(body).length < 6e4
    const r = await fetch(path, {method, body, keepalive, headers: {'X-Partial': '1'}})
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
  // read tells what stands in a field, whatever the order of its answers.
  const read = (root, name) => [...root.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
    .filter(el => el.checked || !/radio|checkbox/.test(el.type)).map(el => el.value).sort().join('\n')
  const snapshot = form => {
    const all = {}
    for (const el of form.elements) all[el.name] ??= read(form, el.name)
    return all
  }
  const say = (form, words) => {
    const line = form.querySelector('[data-saved]')
    if (line) line.textContent = words
  }
  const clock = () => new Date().toTimeString().slice(0, 5)

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
    if (s.after) { form.requestSubmit(s.after[0]); s.after = null }
    else if (s.again) { s.again = false; save(form) }
  }

  // take brings the stamps of what was saved back into the form, so that the
  // next saving replaces our own words and nobody else's. Where something else
  // stands now, it is shown, unless someone is writing there: then the stamp of
  // what she has seen stays.
  function take(form, sent, page) {
    for (const was of form.querySelectorAll('[name^="was."]')) {
      const name = was.name.slice(4), fresh = page.querySelector(`[name="${CSS.escape(was.name)}"]`)
      if (!fresh) continue
      const here = was.closest('.ask'), block = fresh.closest('.ask')
      const mine = [...block.querySelectorAll('[data-stamp]')].find(li => li.dataset.value === sent[name])
      if (!mine && (read(block, name) !== sent[name] || sent[name + '.new'])) {
        const still = [name, name + '.new'].every(n => read(form, n) === (sent[n] ?? ''))
        if (still && !here.contains(doc.activeElement)) here.replaceWith(doc.importNode(block, true))
        continue
      }
      was.value = mine ? mine.dataset.stamp : fresh.value
      here.querySelector('.beside')?.remove()
      const beside = block.querySelector('.beside')
      if (beside) was.before(doc.importNode(beside, true))
    }
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
  for (const type of ['focusout', 'change']) addEventListener(type, e => { const form = autosaved(e); if (form) save(form) })
  const all = () => doc.querySelectorAll('[data-autosave]').forEach(save)
  addEventListener('visibilitychange', () => { if (doc.hidden) all() })
  addEventListener('pagehide', all)

  // --- Waiting before something goes for good ---

  const last = doc.querySelector('[data-wait]')
  if (last) {
    last.querySelector('p').textContent = last.dataset.wait
    setTimeout(() => last.requestSubmit(), 5000)
  }

  // --- Changing parts of a page in place ---

  const typing = el => el === doc.activeElement && el.matches('input, textarea, select')
  const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && a.id === b.id

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
    if (!form.hasAttribute('data-swap')) {
      // What is being saved arrives first, so that this one replaces it. A
      // second tap is the first one.
      const s = of(form)
      clearTimeout(s.timer)
      s.dirty = false
      if (s.busy || e.timeStamp < s.on) e.preventDefault()
      else s.on = e.timeStamp + 999
      if (s.busy) s.after = [e.submitter]
      return
    }
    e.preventDefault()
    const r = await ask('POST', form.action, body(form, e.submitter))
    const page = parsed(r.page).querySelector('main')
    if (!page || r.status === 401) { location.assign(r.path); return }
    morph(doc.querySelector('main'), page)
    if (r.path !== location.pathname) history.replaceState(null, '', r.path)
    if (!doc.activeElement || doc.activeElement === doc.body) doc.querySelector('main [autofocus]').focus()
  })
})()
