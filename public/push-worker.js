/// <reference lib="webworker" />
// Runs in the browser without a page of Uptick: shows what was pushed and opens what is chosen.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const message = event.data?.json() ?? { title: "Uptick", body: "", url: "/", acknowledgeUrl: null };
  const { title, body, url, acknowledgeUrl, tag, stays } = message;
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      tag,
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
