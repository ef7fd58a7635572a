import type { DnsCheck, DnsResolver } from "#contracts/checks/dns.ts";
import { sinceUs } from "#probes/core/since-us.ts";
import { Fault } from "../../fault.ts";
import type { CheckRunner } from "../../ports.ts";
import type { CheckRun } from "../check-run.ts";
import { observe } from "../observe.ts";
import type { DnsAnswer, DnsQuestion } from "./dns-message.ts";
import { questionName } from "./dns-name.ts";
import { judgeRecords } from "./judge-records.ts";

const MOST_FINDING = 1000;

export type DnsDeps = {
  /** Rejects with a Fault. */
  resolve: (resolver: DnsResolver, question: DnsQuestion, run: CheckRun) => Promise<DnsAnswer>;
  /** 0 ≤ n < 1; makes ids that cannot be guessed. */
  random: () => number;
};

/** Asks for one record type of one name. SERVFAIL, REFUSED and silence are outcome `dns`; other answers are held against the check. */
export function createDnsRunner(deps: DnsDeps): CheckRunner<"dns"> {
  return (config) => observe(config, (run) => checkDns(deps, config.check, run));
}

async function checkDns(deps: DnsDeps, check: DnsCheck, run: CheckRun): Promise<string> {
  const question: DnsQuestion = {
    id: Math.floor(deps.random() * 65_536),
    name: questionName(check.name, check.recordType === "PTR"),
    type: check.recordType,
    wantsDnssec: check.requireDnssec,
  };
  run.transcript.sent(`${question.name} ${question.type}${check.requireDnssec ? " (DNSSEC)" : ""}`);
  const from = performance.now();
  const answer = await askOrSay(deps, { check, question }, run);
  run.ttfbUs = sinceUs(from);
  const records = answer.records.filter(({ type }) => type === question.type);
  note(run, answer, records);
  return judge(check, answer, records);
}

async function askOrSay(
  { resolve }: DnsDeps,
  { check, question }: { check: DnsCheck; question: DnsQuestion },
  run: CheckRun,
): Promise<DnsAnswer> {
  try {
    return await resolve(check.resolver, question, run);
  } catch (error) {
    if (!(error instanceof Fault) || error.outcome !== "timeout") throw error;
    throw new Fault("dns", `No name server has answered. ${error.message}`);
  }
}

function note(run: CheckRun, answer: DnsAnswer, records: DnsAnswer["records"]): void {
  run.transcript.received(`${answer.rcode}${answer.isAuthenticated ? ", authenticated" : ""}`);
  for (const { name, ttlSec, type, data } of answer.records) {
    run.transcript.received(`${name} ${ttlSec} ${type} ${data}`);
  }
  const texts = records.map(({ data }) => data);
  run.values = {
    record: texts.length === 0 ? null : texts,
    recordCount: texts.length,
    ttlSec: records.length === 0 ? null : Math.min(...records.map(({ ttlSec }) => ttlSec)),
    authenticated: String(answer.isAuthenticated),
  };
  if (answer.rcode !== "NOERROR") return;
  // Servers take turns with the order, which is no change.
  const value = texts.toSorted().join(", ").slice(0, MOST_FINDING);
  run.findings.push({ key: "records", value });
}

function judge(check: DnsCheck, answer: DnsAnswer, records: DnsAnswer["records"]): string {
  const { rcode } = answer;
  const what = `${check.recordType} of ${check.name}`;
  if (rcode !== "NOERROR" && rcode !== "NXDOMAIN")
    throw new Fault("dns", RCODE_SENTENCES[rcode] ?? `The name server answers ${rcode}.`);
  if (check.expectedAnswer === "nxdomain") {
    if (rcode === "NXDOMAIN") return "The name does not exist, as expected.";
    throw new Fault("assertion", `Expected that ${check.name} does not exist, but it does.`);
  }
  if (rcode === "NXDOMAIN") throw new Fault("dns", "The name does not exist (NXDOMAIN).");
  if (check.requireDnssec && !answer.isAuthenticated) {
    throw new Fault("assertion", "Expected an answer that DNSSEC has validated; the AD flag is not set.");
  }
  const texts = records.map(({ data }) => data);
  if (check.expectedAnswer === "empty") {
    if (texts.length === 0) return `There is no ${what}, as expected.`;
    throw new Fault("assertion", `Expected no ${what}, saw ${texts.join(", ")}.`);
  }
  if (texts.length === 0) throw new Fault("assertion", `Expected ${what}, but there is none.`);
  const mismatch =
    check.expectedRecords === null
      ? null
      : judgeRecords(check.expectedRecords, { type: check.recordType, seen: texts });
  if (mismatch !== null) throw new Fault("assertion", mismatch);
  return `${what}: ${texts.join(", ")}`;
}

const RCODE_SENTENCES: Record<string, string> = {
  SERVFAIL: "The name server could not find the answer (SERVFAIL).",
  REFUSED: "The name server refuses to answer (REFUSED).",
};
