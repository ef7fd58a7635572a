import type { NamedText } from "#contracts/checks/check-fields.ts";
import type { HeaderPair } from "./header-pair.ts";

const MOST_COOKIES = 50;
const MOST_BYTES = 4096;
const OCTETS = /^[\t\u0020-\u003a\u003c-\u007e\u0080-\u00ff]*$/;

type Cookie = {
  name: string;
  value: string;
  domain: string;
  isHostOnly: boolean;
  path: string;
  isSecure: boolean;
  /** Of a check's own cookies, which go nowhere else. */
  origin: string | null;
};

/**
 * The cookies of one check, as RFC 6265 rules, without the list of public suffixes: a jar lives for one check, so the most
 * that a cookie of all of `.com` can reach is the check's own next request.
 */
export class CookieJar {
  private cookies: Cookie[] = [];
  private isPlanted = false;

  /** The check's own cookies, for the origin of its first request. A second call changes nothing. */
  plant(cookies: readonly NamedText[], url: URL): void {
    if (this.isPlanted) return;
    this.isPlanted = true;
    for (const { name, value } of cookies) {
      if (OCTETS.test(name + value))
        this.put({ ...hostCookie(name, value, url), path: "/", origin: url.origin });
    }
  }

  /** Reads the Set-Cookie headers of an answer. `now` is epoch ms. */
  take(headers: readonly HeaderPair[], url: URL, now: number): void {
    for (const [name, value] of headers) {
      if (name.length === 10 && name.toLowerCase() === "set-cookie") this.takeOne(value, url, now);
    }
  }

  /** The Cookie header's value; null when there is nothing to send. */
  headerFor(url: URL): string | null {
    const matching = this.cookies.filter((cookie) => isFor(cookie, url));
    if (matching.length === 0) return null;
    // RFC 6265 §5.4: the longest path first; sorting keeps the order of the rest.
    matching.sort((a, b) => b.path.length - a.path.length);
    return matching.map(({ name, value }) => `${name}=${value}`).join("; ");
  }

  /** Of the newest cookie with this name. */
  valueOf(name: string): string | null {
    return this.cookies.findLast((cookie) => cookie.name === name)?.value ?? null;
  }

  private takeOne(text: string, url: URL, now: number): void {
    const [pair = "", ...rest] = text.split(";");
    const [name, value] = splitAt(pair);
    if (
      name === "" ||
      !pair.includes("=") ||
      name.length + value.length > MOST_BYTES ||
      !OCTETS.test(name + value)
    )
      return;
    const attributes = new Map(
      rest.map((attribute) => {
        const [key, given] = splitAt(attribute);
        return [key.toLowerCase(), given];
      }),
    );
    const cookie = hostCookie(name, value, url);
    cookie.isSecure = attributes.has("secure");
    const path = attributes.get("path");
    if (path?.startsWith("/")) cookie.path = path;
    const domain = attributes.get("domain")?.replace(/^\./, "").toLowerCase() ?? "";
    if (domain !== "") {
      if (!reaches(url.hostname, domain)) return;
      cookie.domain = domain;
      cookie.isHostOnly = false;
    }
    if (cookie.isSecure && url.protocol !== "https:") return;
    if (endOf(attributes, now) <= now) this.remove(cookie);
    else this.put(cookie);
  }

  private put(cookie: Cookie): void {
    this.remove(cookie);
    this.cookies.push(cookie);
    if (this.cookies.length > MOST_COOKIES) this.cookies.shift();
  }

  private remove({ name, domain, path }: Cookie): void {
    this.cookies = this.cookies.filter(
      (other) => other.name !== name || other.domain !== domain || other.path !== path,
    );
  }
}

function hostCookie(name: string, value: string, url: URL): Cookie {
  const directory = url.pathname.slice(0, url.pathname.lastIndexOf("/"));
  const path = directory === "" ? "/" : directory;
  return { name, value, domain: url.hostname, isHostOnly: true, path, isSecure: false, origin: null };
}

function splitAt(text: string): [name: string, value: string] {
  const equals = text.indexOf("=");
  if (equals === -1) return [text.trim(), ""];
  return [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
}

/** Max-Age wins over Expires (RFC 6265 §5.3). */
function endOf(attributes: ReadonlyMap<string, string>, now: number): number {
  const maxAge = attributes.get("max-age") ?? "";
  if (/^-?\d+$/.test(maxAge)) return now + Number(maxAge) * 1000;
  const expires = Date.parse(attributes.get("expires") ?? "");
  return Number.isNaN(expires) ? Number.POSITIVE_INFINITY : expires;
}

function isFor(cookie: Cookie, url: URL): boolean {
  if (cookie.origin !== null && cookie.origin !== url.origin) return false;
  if (cookie.isSecure && url.protocol !== "https:") return false;
  const isHost = cookie.isHostOnly ? url.hostname === cookie.domain : reaches(url.hostname, cookie.domain);
  if (!isHost) return false;
  const { pathname } = url;
  return (
    pathname === cookie.path ||
    pathname.startsWith(cookie.path.endsWith("/") ? cookie.path : `${cookie.path}/`)
  );
}

/** RFC 6265 §5.1.3: the same, or a subdomain; an address has none. */
function reaches(host: string, domain: string): boolean {
  if (host === domain) return true;
  return host.endsWith(`.${domain}`) && domain.includes(".") && !/^[\d.]+$/.test(host);
}
