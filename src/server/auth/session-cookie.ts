const SESSION_SECONDS = 30 * 24 * 60 * 60;
export const SESSION_MS = SESSION_SECONDS * 1000;

/** The prefix `__Host-` makes the browser refuse the cookie without Secure, with another path or from a subdomain. */
export function sessionCookie(appUrl: string) {
  const secure = appUrl.startsWith("https:");
  return {
    name: secure ? "__Host-uptick-session" : "uptick-session",
    maxAgeSec: SESSION_SECONDS,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  };
}

export function readCookie(headers: Headers, name: string): string | null {
  for (const part of (headers.get("cookie") ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
