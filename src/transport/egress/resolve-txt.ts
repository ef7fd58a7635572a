import { Resolver } from "node:dns/promises";
import type { TxtAnswer } from "#contracts/txt-answer.ts";

const TIMEOUT_MS = 5_000;
const MOST_RECORDS = 100;
const NOTHING = new Set(["ENODATA", "ENOTFOUND"]);

/** By the system's name servers, or those given. Never rejects. */
export async function resolveTxt(name: string, servers?: readonly string[]): Promise<TxtAnswer> {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 });
  if (servers) resolver.setServers([...servers]);
  try {
    const records = await resolver.resolveTxt(name);
    return { kind: "records", texts: records.slice(0, MOST_RECORDS).map((chunks) => chunks.join("")) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (NOTHING.has(code)) return { kind: "none" };
    return { kind: "failed", why: describeFailure(name, code) };
  }
}

function describeFailure(name: string, code: string): string {
  if (code === "ETIMEOUT") return `The name servers of ${name} did not answer within 5 s.`;
  if (code === "ESERVFAIL") return `The name servers of ${name} failed to answer (SERVFAIL).`;
  return `${name} could not be looked up (${code === "" ? "unknown reason" : code}).`;
}
