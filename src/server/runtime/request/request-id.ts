const SANE = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

/** The id that a proxy or a client gave the request, if it can stand in a log and a header; else a new one. */
export function requestIdOf(headers: Headers, newId: () => string): string {
  const given = headers.get("x-request-id");
  return given !== null && SANE.test(given) ? given : newId();
}
