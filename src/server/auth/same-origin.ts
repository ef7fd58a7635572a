/**
 * A mutation must be JSON, which a foreign form cannot send, and must come from our own pages when the browser says
 * where it comes from. Returns a sentence for the refusal, or null.
 */
export function findForgery(request: Request, appUrl: string): string | null {
  if (request.method !== "POST") return null;
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return "Send JSON with the content type application/json.";

  const origin = request.headers.get("origin");
  if (origin === null) return null;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  const own = [new URL(appUrl).host, request.headers.get("host")];
  return host !== null && own.includes(host) ? null : "This request comes from another site.";
}
