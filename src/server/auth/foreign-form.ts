/**
 * True when a form of another site sends the request. Under "no-referrer" browsers hide the origin of our own forms, too
 * ("null"): then the fetch metadata decide, which no page can forge.
 */
export function isForeignForm(request: Request, appUrl: string): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin";
  const origin = request.headers.get("origin");
  if (origin === null) return false;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  return host === null || ![new URL(appUrl).host, request.headers.get("host")].includes(host);
}
