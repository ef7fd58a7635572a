/**
 * Runs in the head, before anything is drawn, so that a visitor's own choice of light or dark does not flash. The rest
 * waits for the document. Nothing here is needed to read the page. Plain text, because its hash stands in the policy.
 */
export const PAGE_SCRIPT = compact(`
(() => {
  const d = document, h = d.documentElement, lang = h.lang, url = h.dataset.live;
  const byId = (id) => d.getElementById(id), all = (q, from = d) => [...from.querySelectorAll(q)];
  let store = {}, tip, tag;
  try { store = localStorage } catch {}
  if (h.dataset.own && /^(dark|light)$/.test(store.uptickMode)) h.dataset.mode = store.uptickMode;
  const clock = { hour: "2-digit", minute: "2-digit" }, day = { day: "numeric", month: "short", year: "numeric" };
  const write = (at, o) => new Intl.DateTimeFormat(lang, o).format(at);
  const ago = (ms) => {
    const s = ms / 1e3, [u, n] = s < 90 ? ["second", 1] : s < 5400 ? ["minute", 60] : s < 129600 ? ["hour", 3600] : ["day", 86400];
    return new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(-Math.round(s / n), u);
  };
  const times = (from) => {
    all("time[data-f]", from).forEach((e) => {
      const at = new Date(e.dateTime);
      e.textContent = write(at, e.dataset.f == "t" ? clock : { ...day, ...clock });
      e.title = ago(Date.now() - at) + ", " + e.dateTime;
    });
    all("[data-zone]").forEach((e) => { e.textContent = Intl.DateTimeFormat().resolvedOptions().timeZone });
  };
  const age = () => {
    const m = byId("main"), e = byId("age");
    if (!e) return;
    const ms = Date.now() - m.dataset.at;
    e.hidden = ms < 3e5;
    e.lastElementChild.textContent = e.dataset.text.replace("{0}", ago(ms));
  };
  const hide = () => { if (tip) tip.hidden = true };
  const bars = (ev) => {
    const b = ev.target.closest?.("svg.b");
    if (!b) return hide();
    const box = b.getBoundingClientRect(), n = +b.dataset.n, i = Math.max(0, Math.min(n - 1, Math.floor((ev.clientX - box.left) / box.width * n)));
    const r = all("g[data-i]", b).find((g) => i >= g.dataset.i && i - g.dataset.i < g.dataset.c), own = r?.querySelector("title");
    if (own) { r.dataset.t = own.textContent; own.remove() }
    if (!tip) { tip = d.createElement("div"); tip.className = "tip"; tip.ariaHidden = true; d.body.append(tip) }
    tip.textContent = r ? r.dataset.t : write(Date.parse(b.dataset.d) + i * 864e5, { ...day, timeZone: "UTC" }) + ": " + h.dataset.fine;
    tip.hidden = false;
    tip.style.left = Math.max(8, Math.min(box.left + (i + .5) / n * box.width - tip.offsetWidth / 2, h.clientWidth - tip.offsetWidth - 8)) + scrollX + "px";
    tip.style.top = box.top + scrollY - tip.offsetHeight - 6 + "px";
  };
  const swap = (next) => {
    const now = byId("main"), f = d.activeElement, box = now.contains(f) && f.closest("[id]"), can = "a,button,summary,[tabindex]";
    const at = box ? all(can, box).indexOf(f) : 0;
    all("details[id]", next).forEach((e) => { const was = byId(e.id); if (was) e.open = was.open });
    now.replaceWith(next);
    times(next);
    hide();
    const to = box && byId(box.id);
    if (to) all(can, to)[at]?.focus({ preventScroll: true });
    if (now.dataset.say != next.dataset.say) byId("live").textContent = next.dataset.say;
  };
  const poll = async () => {
    if (d.visibilityState != "visible") return;
    try {
      const r = await fetch(url, { cache: "no-cache" });
      if (r.ok) {
        const m = byId("main"), seen = r.headers.get("etag"), s = await r.json();
        if (tag ? tag != seen : s.generatedAt > m.dataset.at) {
          const p = await fetch(location.href, { cache: "no-cache" });
          const next = p.ok && new DOMParser().parseFromString(await p.text(), "text/html").getElementById("main");
          if (next) swap(d.adoptNode(next));
        } else m.dataset.at = Math.max(s.generatedAt, m.dataset.at);
        tag = seen;
      }
    } catch {}
    age();
  };
  d.addEventListener("DOMContentLoaded", () => {
    times();
    age();
    all("[data-js]").forEach((e) => { e.hidden = false });
    for (const name of ["pointermove", "pointerdown"]) d.addEventListener(name, bars);
    d.addEventListener("scroll", hide, { passive: true });
    d.addEventListener("click", async (ev) => {
      const b = ev.target.closest("[data-js]");
      if (!b) return;
      if (!b.dataset.copy) return h.dataset.mode = store.uptickMode = getComputedStyle(h).colorScheme == "dark" ? "light" : "dark";
      try { await navigator.clipboard.writeText(new URL(b.dataset.copy, location.href).href); b.textContent = b.dataset.done } catch { b.hidden = true }
    });
    if (url) { setInterval(poll, 3e4); d.addEventListener("visibilitychange", poll) }
  });
})()
`);

/** Spaces inside of strings stay. */
function compact(script: string): string {
  return script
    .replace(/\n\s*/g, "\n")
    .replace(
      /"[^"\n]*"|'[^'\n]*'| ?([{}(),;=<>?:|&+*]) ?/g,
      (whole, mark: string | undefined) => mark ?? whole,
    )
    .replace(/([;{,])\n|\n(?=\})/g, "$1")
    .trim();
}
