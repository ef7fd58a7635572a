export const WORKER_URL = "/push-worker.js";

export type OfflineTexts = {
  lang: string;
  /** Formats the moment that `since` speaks of. */
  timeZone: string;
  title: string;
  body: string;
  /** With `{moment}` in it. */
  since: string;
  retry: string;
};

/** Gives the worker what it writes on the page without a connection; nothing of the account. */
export async function startWorker(texts: OfflineTexts): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(WORKER_URL);
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ kind: "offline-texts", texts });
}
