/** What a push service asks for; the names of the fields of a web push channel. */
export type BrowserSubscription = { endpoint: string; p256dh: string; auth: string };

/** Null when this page can subscribe; otherwise why it cannot. */
export function whyNoPush(): string | null {
  if (!window.isSecureContext) return "Browsers allow this on https addresses (and on localhost) only.";
  const knowsPush = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (knowsPush) return null;
  return "This browser knows no web push. On iPhone and iPad, add Uptick to the Home Screen first and open it from there.";
}

export type Subscribed =
  | { kind: "subscribed"; subscription: BrowserSubscription }
  | { kind: "refused"; reason: string };

/** Asks the person, and then the browser's push service. */
export async function subscribeBrowser(publicKey: string): Promise<Subscribed> {
  if ((await Notification.requestPermission()) !== "granted") {
    return refused("The browser does not allow it. Allow notifications for this address in its settings.");
  }
  try {
    await navigator.serviceWorker.register("/push-worker.js");
    const { pushManager } = await navigator.serviceWorker.ready;
    const known = await pushManager.getSubscription();
    // A subscription belongs to the key that it was made with.
    if (known !== null && keyOf(known) !== publicKey) await known.unsubscribe();
    return read(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }));
  } catch (error) {
    const detail = error instanceof Error ? ` (${error.message})` : "";
    return refused(`The browser could not subscribe at its push service${detail}.`);
  }
}

function read(subscription: PushSubscription): Subscribed {
  const { p256dh, auth } = subscription.toJSON().keys ?? {};
  if (p256dh === undefined || auth === undefined) return refused("The browser gave no keys.");
  return { kind: "subscribed", subscription: { endpoint: subscription.endpoint, p256dh, auth } };
}

function refused(reason: string): Subscribed {
  return { kind: "refused", reason };
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
