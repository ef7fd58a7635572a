import type { DomainCheck } from "#contracts/checks/domain.ts";
import { Deadline } from "../../deadline.ts";
import { Fault } from "../../fault.ts";
import type { CheckRunner } from "../../ports.ts";
import type { CheckRun } from "../check-run.ts";
import { observe } from "../observe.ts";
import { Rdap, type RdapDeps } from "./ask-rdap.ts";
import { askWhois, type WhoisDeps } from "./ask-whois.ts";
import type { Registration } from "./registration.ts";

const RDAP_SHARE = 0.6;
const DAY_MS = 86_400_000;
const MOST_FINDING = 1000;
/** EPP's words for what comes after the end (RFC 3915, RFC 5731), without spaces. */
const LOST = new Set(["redemptionperiod", "pendingdelete"]);

export type DomainDeps = RdapDeps & {
  /** Null where the runtime has no sockets. */
  whois: WhoisDeps | null;
};

/** A registry that does not answer is outcome `internal`: it is not the domain's fault. */
export function createDomainRunner(deps: DomainDeps): CheckRunner<"domain"> {
  const rdap = new Rdap(deps);
  return (config) =>
    observe(config, async (run) => {
      const { name } = config.check;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: everything beyond ASCII is meant
      const ascii = /^[\x00-\x7f]*$/.test(name) ? name : new URL(`http://${name}/`).hostname;
      const found = await askRegistry({ rdap, whois: deps.whois }, ascii, run);
      return judge(config.check, { found, now: deps.now() }, run);
    });
}

type Registries = { rdap: Rdap; whois: WhoisDeps | null };

async function askRegistry({ rdap, whois }: Registries, name: string, run: CheckRun): Promise<Registration> {
  const first = await tryRdap(rdap, { name, share: whois === null ? 1 : RDAP_SHARE }, run);
  if (first.found !== null && (first.isSufficient || whois === null)) return first.found;
  if (whois === null) throw new Fault("internal", `The registry cannot be asked: ${first.reason}`);
  try {
    return await askWhois(whois, name, run);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault("internal", `The registry cannot be asked: ${first.reason} By whois: ${error.message}`);
  }
}

type Tried = { found: Registration | null; isSufficient: boolean; reason: string };

/** `share` of the time that is left: silence must leave whois some. */
async function tryRdap(
  rdap: Rdap,
  { name, share }: { name: string; share: number },
  run: CheckRun,
): Promise<Tried> {
  const deadline = new Deadline(run.deadline.leftMs * share);
  try {
    const found = await rdap.ask(name, { record: run.record, deadline });
    if (found === null) return { found, isSufficient: false, reason: "The registry has no RDAP service." };
    const isSufficient = found.state === "free" || found.expiresAt !== null;
    return { found, isSufficient, reason: "The registry does not say by RDAP when the registration ends." };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { found: null, isSufficient: false, reason: error.message };
  } finally {
    deadline.clear();
  }
}

function judge(
  check: DomainCheck,
  { found, now }: { found: Registration; now: number },
  run: CheckRun,
): string {
  if (found.state === "free") throw new Fault("expiry", "The domain is not registered.");
  const { expiresAt, registrar, statuses } = found;
  run.transcript.received(describe(found));
  run.values.state = statuses.length === 0 ? null : statuses;
  if (registrar !== null) run.findings.push({ key: "registrar", value: registrar.slice(0, MOST_FINDING) });
  const lost = statuses.find((status) => LOST.has(status.replaceAll(" ", "").toLowerCase()));
  if (expiresAt === null) {
    throw new Fault("internal", "The registry does not say when the registration ends.");
  }
  const date = new Date(expiresAt).toISOString();
  run.findings.push({ key: "domainExpiresAt", value: date });
  const daysLeft = Math.floor((expiresAt - now) / DAY_MS);
  run.values.daysLeft = daysLeft;
  const day = date.slice(0, 10);
  if (lost !== undefined) throw new Fault("expiry", `The domain is about to be lost: its status is ${lost}.`);
  if (daysLeft < 0) throw new Fault("expiry", `The registration ended on ${day}.`);
  if (daysLeft < check.alertDays) {
    throw new Fault(
      "expiry",
      `The registration ends on ${day}, in ${daysLeft} days; expected at least ${check.alertDays}.`,
    );
  }
  return `The registration ends on ${day}, in ${daysLeft} days.`;
}

function describe({
  expiresAt,
  registrar,
  statuses,
}: Extract<Registration, { state: "registered" }>): string {
  const end = expiresAt === null ? "unknown" : new Date(expiresAt).toISOString();
  return `expires: ${end}\nregistrar: ${registrar ?? "unknown"}\nstatus: ${statuses.join(", ")}`;
}
