import { Resolver } from "node:dns/promises";

const TIMEOUT_MS = 1_500;

/**
 * Whether the owner of a name asks not to be checked, by `_uptick.<name> TXT "opt-out"`. A name server that does not
 * answer has asked for nothing. `servers`: instead of the system's.
 */
export async function findOptOut(host: string, servers?: readonly string[]): Promise<boolean> {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 });
  if (servers) resolver.setServers([...servers]);
  try {
    const records = await resolver.resolveTxt(`_uptick.${host}`);
    return records.some((chunks) => chunks.join("").trim().toLowerCase() === "opt-out");
  } catch {
    return false;
  }
}
