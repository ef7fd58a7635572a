export type CookieOptions = { httpOnly: boolean; sameSite: "lax"; path: string; secure: boolean };

/** A Set-Cookie header. `value` is of the alphabet of base64url and dots; `maxAgeSec` 0 removes the cookie. */
export function serializeCookie(
  cookie: { name: string; maxAgeSec: number; options: CookieOptions },
  value: string,
): string {
  const { name, maxAgeSec, options } = cookie;
  const parts = [`${name}=${value}`, `Path=${options.path}`, `Max-Age=${maxAgeSec}`, "SameSite=Lax"];
  if (options.httpOnly) parts.push("HttpOnly");
  if (options.secure) parts.push("Secure");
  return parts.join("; ");
}
