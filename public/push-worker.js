/// <reference lib="webworker" />
// Runs in the browser without a page of Uptick: shows what was pushed and opens what is chosen, and answers for the
// server while there is no connection. It keeps no page and no answer: only a few sentences and the last good moment.

const STORE = "uptick-offline-v1";
const TEXTS = "/offline-texts";
const SEEN = "/last-seen";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  if (event.data?.kind === "offline-texts") event.waitUntil(keep(TEXTS, event.data.texts));
});

self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate" && event.request.method === "GET") {
    event.respondWith(navigate(event));
  }
});

self.addEventListener("push", (event) => {
  const message = event.data?.json() ?? { title: "Uptick", body: "", url: "/", acknowledgeUrl: null };
  const { title, body, url, acknowledgeUrl, tag, stays } = message;
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      tag,
      icon: "/icons/icon-192.png",
      // Without it, what follows under the same tag makes no sound.
      renotify: tag !== undefined,
      requireInteraction: stays === true,
      data: { url, acknowledgeUrl },
      actions: acknowledgeUrl === null ? [] : [{ action: "acknowledge", title: "Acknowledge" }],
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url, acknowledgeUrl } = event.notification.data;
  event.waitUntil(show(event.action === "acknowledge" ? acknowledgeUrl : url));
});

async function show(url) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = pages.find((page) => page.url === url);
  return open === undefined ? self.clients.openWindow(url) : open.focus();
}

async function takeOver() {
  for (const name of await caches.keys()) if (name !== STORE) await caches.delete(name);
  // The request leaves while the worker is still waking up.
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

/** The network, always; a page of our own only when there is none. */
async function navigate(event) {
  try {
    const response = (await event.preloadResponse) ?? (await fetch(event.request));
    event.waitUntil(keep(SEEN, Date.now()));
    return response;
  } catch {
    return offlinePage(await recall(TEXTS), await recall(SEEN));
  }
}

async function keep(path, value) {
  const store = await caches.open(STORE);
  await store.put(path, new Response(JSON.stringify(value)));
}

async function recall(path) {
  const store = await caches.open(STORE);
  const found = await store.match(path);
  return found === undefined ? null : found.json();
}

const ENGLISH = {
  lang: "en",
  timeZone: "UTC",
  title: "You are offline",
  body: "Uptick cannot be reached from here. Checks and alerts go on without you.",
  since: "The connection was last seen on {moment}.",
  retry: "Try again",
};

function offlinePage(texts, seenAt) {
  const { lang, timeZone, title, body, since, retry } = { ...ENGLISH, ...texts };
  const moment =
    seenAt === null
      ? ""
      : `<p><time datetime="${new Date(seenAt).toISOString()}">${escape(since.replace("{moment}", momentOf(seenAt, lang, timeZone)))}</time></p>`;
  const html = `<!doctype html>
<html lang="${escape(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="20">
<title>${escape(title)} · Uptick</title>
<style>
:root { color-scheme: light dark; --bg: #f8f8f9; --ink: #17171b; --soft: #4b4b55; --accent: #4a44d8; }
@media (prefers-color-scheme: dark) { :root { --bg: #0b0b0e; --ink: #f3f3f5; --soft: #b4b4be; --accent: #5853d8; } }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; background: var(--bg); color: var(--ink);
  font: 0.875rem/1.45 ui-sans-serif, system-ui, sans-serif; text-align: center; }
main { max-width: 26rem; padding: 1.5rem; }
h1 { margin: 1rem 0 0; font-size: 1.125rem; text-wrap: balance; }
p { margin: 0.5rem 0 0; color: var(--soft); text-wrap: balance; }
a { display: inline-block; margin-top: 1.25rem; padding: 0.5rem 1rem; border-radius: 0.375rem; background: var(--accent);
  color: #fff; font-weight: 500; text-decoration: none; }
a:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
</style>
</head>
<body>
<main>
<svg width="40" height="40" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" fill="#4a44d8"/><path d="M6.5 17.5h4l2.6 5 5.4-13 2.8 8h4.2" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>
<h1>${escape(title)}</h1>
<p>${escape(body)}</p>
${moment}
<a href="">${escape(retry)}</a>
</main>
</body>
</html>`;
  return new Response(html, {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
  });
}

function momentOf(at, lang, timeZone) {
  const options = { dateStyle: "medium", timeStyle: "medium", timeZone };
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, options).format(at);
}

function escape(text) {
  return String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
