import type { Assertions } from "#contracts/checks/assertion.ts";
import {
  type AssertionSource,
  type Comparison,
  SOURCES_OF_KIND,
  TIME_PHASES,
} from "#contracts/checks/assertion-sources.ts";
import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import type { Evidence, Outcome } from "#contracts/tick.ts";

/** `app`: judged where it comes in. `node` stands for the agent, too: both have the same runners. */
export type Place = "edge" | "node" | "agent" | "app";
export type Sight = { outcome: Outcome; assertions: NonNullable<Evidence["assertions"]> };
type Half = readonly [comparison: Comparison, expected: string];
/** What holds of the case's target, and what does not. */
export type Truth = { name?: string; holds: Half; fails: Half };

/** A kind of check that runs in a place, against a real target of that kind. */
export type ConformanceCase = {
  kind: CheckKind;
  place: Place;
  run: (assertions: Assertions) => Promise<Sight>;
  /** Times need none. */
  truths: Partial<Record<AssertionSource, Truth>>;
};

export type Verdict = "yes" | "not seen";
/** Such as `time, connect`. */
export type Row = { kind: CheckKind; source: AssertionSource; name: string; label: string };

export function listRows(kind: CheckKind): Row[] {
  return SOURCES_OF_KIND[kind].flatMap<Row>((source) =>
    source === "time"
      ? TIME_PHASES.map((name) => ({ kind, source, name, label: `time, ${name}` }))
      : [{ kind, source, name: "", label: source }],
  );
}

/**
 * Runs the check with an assertion that holds and with one that does not. Throws when the outcome is neither right nor that
 * the place cannot see the value.
 */
export async function tryRow({ kind, place, run, truths }: ConformanceCase, row: Row): Promise<Verdict> {
  const { source } = row;
  const truth: Truth | undefined =
    source === "time"
      ? { name: row.name, holds: ["greaterOrEqual", "0"], fails: ["less", "0"] }
      : truths[source];
  if (truth === undefined) throw new Error(`${kind} has no truth of ${source}.`);
  const { name = "", holds, fails } = truth;
  const see = ([comparison, expected]: Half) =>
    run({ match: "all", list: [{ source, name, comparison, expected }] });
  const [good, bad] = [await see(holds), await see(fails)];
  if (isRight(good, true) && isRight(bad, false)) return "yes";
  if (isUnseen(good) && isUnseen(bad)) return "not seen";
  throw new Error(`${kind} in ${place}, ${row.label}: ${JSON.stringify([good, bad])}`);
}

function isRight({ outcome, assertions }: Sight, held: boolean): boolean {
  return outcome === (held ? "ok" : "assertion") && assertions.length === 1 && assertions[0]?.held === held;
}

/** Either it says so, or it is not run there at all: that is no fault of the target. */
function isUnseen({ outcome, assertions }: Sight): boolean {
  if (outcome === "internal") return assertions.length === 0;
  return outcome === "assertion" && assertions[0]?.observed === "not seen from here";
}
