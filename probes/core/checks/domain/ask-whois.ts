import { Fault } from "../../fault.ts";
import type { Dial } from "../../wire.ts";
import type { WebTrip } from "../web-fetch.ts";
import { readReferral, readWhois } from "./read-whois.ts";
import type { Registration } from "./registration.ts";

const MOST_BYTES = 65_536;
const MOST_REFERRALS = 3;

export type WhoisServer = { host: string; port: number };
/** Knows for each top level who is to be asked. */
export const IANA_WHOIS: WhoisServer = { host: "whois.iana.org", port: 43 };

export type WhoisDeps = { dial: Dial; root: WhoisServer };

/** RFC 3912: the root names the registry's server. Rejects with a Fault. */
export async function askWhois(
  { dial, root }: WhoisDeps,
  name: string,
  trip: WebTrip,
): Promise<Registration> {
  const first = await ask(dial, { server: root, question: name.split(".").at(-1) ?? name }, trip);
  let host = readReferral(first);
  if (host === null) throw new Fault("internal", "No registry is known for this domain.");
  for (let left = MOST_REFERRALS; ; left -= 1) {
    const text: string = await ask(dial, { server: { host, port: root.port }, question: name }, trip);
    const found = readWhois(text);
    const next = readReferral(text);
    if (found.state === "free" || found.expiresAt !== null || next === null || next === host) return found;
    if (left === 0) throw new Fault("internal", "The registries refer to each other in a circle.");
    host = next;
  }
}

async function ask(
  dial: Dial,
  { server, question }: { server: WhoisServer; question: string },
  { record, deadline }: WebTrip,
): Promise<string> {
  const wire = await dial({ ...server, ipFamily: "any", tls: null }, record, deadline);
  try {
    await wire.write(`${question}\r\n`);
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
      const chunk = await wire.read();
      if (chunk === null) return text + decoder.decode();
      text += decoder.decode(chunk, { stream: true });
      if (text.length > MOST_BYTES) return text.slice(0, MOST_BYTES);
    }
  } finally {
    wire.close();
  }
}
