/** Whom a request's Host header names. `custom` may be a domain of a status page; nobody has looked yet. */
export type Host = { kind: "own" } | { kind: "custom"; domain: string } | { kind: "malformed" };

const SHAPE = /^(?<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?$/;
const ADDRESS = /^(?:\[.*\]|\d{1,3}(?:\.\d{1,3}){3})$/;
/** Names that no public zone has (RFC 6761, 6762, 8375 and ICANN's .internal): networks of one's own. */
const LOCAL = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const TOP = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/**
 * `own` are the names of the installation, in lower case. Addresses, names without a dot and local ones are its own, too:
 * nobody can prove that they belong to them. `header` null: a client from before Host was needed.
 */
export function readHost(header: string | null, own: ReadonlySet<string>): Host {
  if (header === null) return { kind: "own" };
  const given = SHAPE.exec(header.toLowerCase())?.groups?.name;
  if (given === undefined) return { kind: "malformed" };
  // The root's dot says nothing (RFC 1034 §3.1), but cookies and links would differ by it.
  const name = given.replace(/\.$/, "");
  if (own.has(name) || ADDRESS.test(name)) return { kind: "own" };
  const labels = name.split(".");
  if (labels.includes("") || name.length > 253) return { kind: "malformed" };
  if (labels.length === 1 || LOCAL.test(name)) return { kind: "own" };
  const isPublic = labels.every((label) => LABEL.test(label)) && TOP.test(labels.at(-1) ?? "");
  return isPublic ? { kind: "custom", domain: name } : { kind: "malformed" };
}

/** The names in a list of addresses and hosts; what cannot be read is none. */
export function hostNamesOf(texts: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set(
    texts
      .flatMap((text) => (text ?? "").split(","))
      .map((text) => text.trim().toLowerCase())
      .filter((text) => text !== "")
      .map((text) => text.replace(/^[a-z]+:\/\//, "").replace(/[:/].*$/, "")),
  );
}
