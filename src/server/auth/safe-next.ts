const HOME = "/monitors";
const NOWHERE = "http://nowhere.invalid";
// Backslashes and control characters mean one thing to a URL parser and another to a browser.
const DECEPTIVE = /[\\\p{Cc}\p{Cf}\u2028\u2029]/u;
const LONGEST = 1_000;

/**
 * Where to go after signing in: a page of ours, as a path. Whatever else somebody put into the address leads home.
 * `appUrl` lets an absolute address of our own through, as next-auth keeps it.
 */
export function safeNext(wanted: unknown, appUrl: string): string {
  if (typeof wanted !== "string" || wanted.length > LONGEST || DECEPTIVE.test(wanted)) return HOME;
  const own = new URL(appUrl).origin;
  const path = wanted === own ? "/" : wanted.startsWith(`${own}/`) ? wanted.slice(own.length) : wanted;
  if (!path.startsWith("/") || path.startsWith("//") || !URL.canParse(path, NOWHERE)) return HOME;

  const url = new URL(path, NOWHERE);
  // "/.//evil.example" is a harmless path until it is resolved.
  if (url.origin !== NOWHERE || url.pathname.startsWith("//")) return HOME;
  const isPage = url.pathname !== "/" && !/^\/(api|sign-in|setup)(\/|$)/i.test(url.pathname);
  return isPage ? `${url.pathname}${url.search}${url.hash}` : HOME;
}
