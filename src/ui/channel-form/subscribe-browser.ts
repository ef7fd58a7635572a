/** What a push service asks for; the names of the fields of a web push channel. */
export type BrowserSubscription = { endpoint: string; p256dh: string; auth: string };

/** Null when this page can subscribe; otherwise why it cannot, as a key of the messages. */
export function whyNoPush(): "insecure" | "unknown" | null {
  if (!window.isSecureContext) return "insecure";
  const knowsPush = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  return knowsPush ? null : "unknown";
}

export type Subscribed =
  | { kind: "subscribed"; subscription: BrowserSubscription }
  | { kind: "refused"; reason: "denied" | "failed" | "noKeys"; detail: string };

/** Asks the person, and then the browser's push service. */
export async function subscribeBrowser(publicKey: string): Promise<Subscribed> {
  if ((await Notification.requestPermission()) !== "granted") {
    return refused("denied");
  }
  try {
    await navigator.serviceWorker.register("/push-worker.js");
    const { pushManager } = await navigator.serviceWorker.ready;
    const known = await pushManager.getSubscription();
    // A subscription belongs to the key that it was made with.
    if (known !== null && keyOf(known) !== publicKey) await known.unsubscribe();
    return read(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }));
  } catch (error) {
    return refused("failed", error instanceof Error ? error.message : String(error));
  }
}

function read(subscription: PushSubscription): Subscribed {
  const { p256dh, auth } = subscription.toJSON().keys ?? {};
  if (p256dh === undefined || auth === undefined) return refused("noKeys");
  return { kind: "subscribed", subscription: { endpoint: subscription.endpoint, p256dh, auth } };
}

type Refused = Extract<Subscribed, { kind: "refused" }>;

function refused(reason: Refused["reason"], detail = ""): Refused {
  return { kind: "refused", reason, detail };
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
