import { expect, test } from "vitest";
import type { TxtAnswer } from "#contracts/txt-answer.ts";
import { type Claim, GRACE_MS, judgeProof, type ProofDecision } from "./domain-proof.ts";

const NOW = 1_000_000_000_000;
const claim: Claim = {
  domain: "status.acme.com",
  proof: "uptick-proof=own",
  isProven: false,
  missingSince: null,
};
const found = (...texts: string[]): TxtAnswer => ({ kind: "records", texts });
const OWN = "uptick-proof=own";
const THEIRS = "uptick-proof=theirs";
const failed: TxtAnswer = { kind: "failed", why: "No answer." };

type Row = {
  name: string;
  claim?: Partial<Claim>;
  answer: TxtAnswer;
  holder?: string;
  kind: ProofDecision["kind"];
};
test.each<Row>([
  { name: "the record proves it", answer: found(OWN), kind: "proven" },
  { name: "among other records, too", answer: found("v=spf1 -all", ` ${OWN} `), kind: "proven" },
  {
    name: "a part of it proves nothing",
    answer: found("uptick-proof=ow", `${OWN}x`, OWN.toUpperCase()),
    kind: "waiting",
  },
  { name: "without a record it waits", answer: { kind: "none" }, kind: "waiting" },
  { name: "somebody else's record proves nothing", answer: found(THEIRS), kind: "waiting" },
  { name: "a look that failed proves nothing", answer: failed, kind: "unchanged" },
  {
    name: "who has it keeps it while their record stands",
    answer: found(OWN, THEIRS),
    holder: THEIRS,
    kind: "waiting",
  },
  {
    name: "who has it loses it with their record to whoever proves it",
    answer: found(OWN),
    holder: THEIRS,
    kind: "proven",
  },
  { name: "who has it loses it to nobody else", answer: { kind: "none" }, holder: THEIRS, kind: "waiting" },
  { name: "a proven one stays so", claim: { isProven: true }, answer: found(OWN), kind: "proven" },
  {
    name: "a record that came back ends the grace",
    claim: { isProven: true, missingSince: NOW - GRACE_MS },
    answer: found(OWN),
    kind: "proven",
  },
  {
    name: "a record that is gone is missing first",
    claim: { isProven: true },
    answer: { kind: "none" },
    kind: "missing",
  },
  {
    name: "one that was overwritten, too",
    claim: { isProven: true },
    answer: found("v=spf1 -all"),
    kind: "missing",
  },
  {
    name: "missing stays missing until three days are over",
    claim: { isProven: true, missingSince: NOW - GRACE_MS + 1 },
    answer: { kind: "none" },
    kind: "missing",
  },
  {
    name: "then the domain is taken back",
    claim: { isProven: true, missingSince: NOW - GRACE_MS },
    answer: { kind: "none" },
    kind: "taken_back",
  },
  {
    name: "name servers that do not answer take nothing back",
    claim: { isProven: true, missingSince: NOW - 2 * GRACE_MS },
    answer: failed,
    kind: "unchanged",
  },
])("$name", ({ claim: change, answer, holder, kind }) => {
  const decision = judgeProof({ claim: { ...claim, ...change }, answer, holderProof: holder ?? null }, NOW);
  expect(decision.kind).toBe(kind);
});

test("the grace counts from the first look that missed it", () => {
  const seen = {
    claim: { ...claim, isProven: true, missingSince: NOW - 5 },
    answer: { kind: "none" },
    holderProof: null,
  } as const;
  expect(judgeProof(seen, NOW)).toMatchObject({ kind: "missing", since: NOW - 5 });
  expect(judgeProof({ ...seen, claim: { ...seen.claim, missingSince: null } }, NOW)).toMatchObject({
    since: NOW,
  });
});

test.each([
  [{ kind: "none" } as const, "There is no TXT record at _uptick.status.acme.com yet."],
  [found("v=spf1"), "The TXT record at _uptick.status.acme.com has another value."],
])("what was found is a sentence that names the record", (answer, problem) => {
  expect(judgeProof({ claim, answer, holderProof: null }, NOW)).toMatchObject({ problem });
});
