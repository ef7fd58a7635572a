import type { DnsCheck, DnsRecordType } from "#contracts/checks/dns.ts";

type Expected = NonNullable<DnsCheck["expectedRecords"]>;

/** Null when the records are as expected, else a sentence. Names match whatever their case and with or without a last dot. */
export function judgeRecords(
  expected: Expected,
  { type, seen }: { type: DnsRecordType; seen: readonly string[] },
): string | null {
  const found = new Set(seen.map((text) => canonical(type, text)));
  const wanted = expected.values.map((text) => ({ text, isFound: found.has(canonical(type, text)) }));
  const saw = seen.length === 0 ? "none" : seen.join(", ");

  if (expected.match === "any") {
    if (wanted.some(({ isFound }) => isFound)) return null;
    return `Expected one of ${expected.values.join(", ")}, saw ${saw}.`;
  }
  const missing = wanted.filter(({ isFound }) => !isFound).map(({ text }) => text);
  if (missing.length > 0) return `Expected ${missing.join(", ")}, saw ${saw}.`;
  if (expected.match === "all") return null;

  const allowed = new Set(expected.values.map((text) => canonical(type, text)));
  const further = seen.filter((text) => !allowed.has(canonical(type, text)));
  return further.length === 0
    ? null
    : `Expected nothing beside the named records, saw ${further.join(", ")}.`;
}

function canonical(type: DnsRecordType, text: string): string {
  const trimmed = text.trim();
  if (type === "TXT") return trimmed.startsWith('"') ? unquote(trimmed) : trimmed;
  if (type === "AAAA") return canonicalIpv6(trimmed);
  if (type === "CAA") return canonicalCaa(trimmed);
  return trimmed
    .toLowerCase()
    .split(/\s+/)
    .map((part) => part.replace(/(?<=.)\.$/, ""))
    .join(" ");
}

/** A zone file splits a long text into several strings, which count as one. */
function unquote(text: string): string {
  const parts = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)];
  return parts.map(([, part = ""]) => part.replace(/\\(.)/g, "$1")).join("");
}

function canonicalIpv6(text: string): string {
  const url = `http://[${text}]/`;
  return URL.canParse(url) ? new URL(url).hostname : text.toLowerCase();
}

function canonicalCaa(text: string): string {
  const [flags = "", tag = "", ...value] = text.split(/\s+/);
  return `${flags} ${tag.toLowerCase()} ${value.join(" ").replace(/^"(.*)"$/, "$1")}`;
}
