import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ConfigDocument } from "#contracts/config-document.ts";
import { arbitraryDocument } from "#testing/config/arbitrary-document.ts";
import { NOTHING_YET, workOff } from "#testing/config/work-off.ts";
import { listEntries } from "./config-entry.ts";
import type { CurrentConfig } from "./current-config.ts";
import { exportDocument } from "./export-document.ts";
import { type PlanOptions, planChanges } from "./plan-changes.ts";

const RUNS = { numRuns: 100 };
const nowMs = Date.UTC(2026, 10, 22);
const OURS = "cli:ours";
const THEIRS = "cli:theirs";
const ours = arbitraryDocument("ours");
const theirs = arbitraryDocument("theirs");

function plan(current: CurrentConfig, document: ConfigDocument, change: Partial<PlanOptions> = {}) {
  const options = { source: OURS, prune: false, takeOver: false, nowMs, isRenewed: () => false };
  return planChanges(current, document, { ...options, ...change });
}

function apply(current: CurrentConfig, document: ConfigDocument, change: Partial<PlanOptions> = {}) {
  const planned = plan(current, document, change);
  expect(planned.refusals).toEqual([]);
  return workOff(current, planned, change.source ?? OURS);
}

function monitor(key: string, parents: readonly string[] = []) {
  return { key, name: key, check: { kind: "http", url: "https://example.com/" }, parents };
}

test("a plan of a document against what that document made is empty, and every step finds what it refers to", () => {
  fc.assert(
    fc.property(ours, (document) => {
      const made = apply(NOTHING_YET, document);
      const again = plan(made, document, { prune: true });
      expect(again).toMatchObject({ steps: [], refusals: [], warnings: [] });
      expect(again.unchanged).toBe(listEntries(document).length);
      expect(made.entries).toHaveLength(listEntries(document).length);
    }),
    RUNS,
  );
});

test("a plan with prune makes of any document any other one, and then nothing is left", () => {
  fc.assert(
    fc.property(ours, ours, (before, document) => {
      const made = apply(apply(NOTHING_YET, before), document, { prune: true });
      expect(plan(made, document, { prune: true })).toMatchObject({ steps: [], warnings: [] });
      expect(made.entries).toHaveLength(listEntries(document).length);
    }),
    RUNS,
  );
});

test("prune touches only what the source has made, whatever keys others have", () => {
  fc.assert(
    fc.property(ours, theirs, ours, (before, foreign, document) => {
      const both = apply(apply(NOTHING_YET, foreign, { source: THEIRS }), before);
      const isTheirs = (entry: CurrentConfig["entries"][number]) => entry.managed?.source === THEIRS;
      const { steps } = plan(both, document, { prune: true });
      const touched = new Set(steps.map(({ id }) => id));
      expect(both.entries.filter((entry) => isTheirs(entry) && touched.has(entry.id))).toEqual([]);
      const kept = new Set(listEntries(document).map(({ kind, entry }) => `${kind}/${entry.key}`));
      const deleted = steps.filter(({ action }) => action === "delete").map(({ id }) => id);
      const gone = both.entries.filter(
        ({ managed, part }) => managed?.source === OURS && !kept.has(`${part.kind}/${managed.key}`),
      );
      expect(deleted.toSorted()).toEqual(gone.map(({ id }) => id).toSorted());
      const after = apply(both, document, { prune: true });
      expect(after.entries.filter(isTheirs)).toEqual(both.entries.filter(isTheirs));
    }),
    RUNS,
  );
});

test("without prune nothing is deleted, and what would be is said", () => {
  fc.assert(
    fc.property(ours, ours, (before, document) => {
      const made = apply(NOTHING_YET, before);
      const careful = plan(made, document);
      const pruning = plan(made, document, { prune: true });
      const deletions = pruning.steps.filter(({ action }) => action === "delete");
      expect(careful.steps).toEqual(pruning.steps.filter(({ action }) => action !== "delete"));
      expect(careful.warnings.length - pruning.warnings.length).toBe(deletions.length > 0 ? 1 : 0);
    }),
    RUNS,
  );
});

test("what belongs to another source is refused, unless it is taken over", () => {
  fc.assert(
    fc.property(ours, (document) => {
      const made = apply(NOTHING_YET, document, { source: THEIRS });
      const own = listEntries(document).filter(({ kind }) => kind !== "secret");
      expect(plan(made, document).refusals).toHaveLength(own.length);
      const taken = plan(made, document, { takeOver: true });
      expect(taken.refusals).toEqual([]);
      expect(taken.steps.map(({ action, fields }) => [action, fields])).toEqual(own.map(() => ["adopt", []]));
    }),
    RUNS,
  );
});

test("an export of what a document made is taken for it", () => {
  fc.assert(
    fc.property(ours, (document) => {
      const made = apply(NOTHING_YET, document);
      const exported = exportDocument(made, { nowMs, source: OURS });
      expect(plan(made, exported, { prune: true })).toMatchObject({ steps: [], refusals: [], warnings: [] });
    }),
    RUNS,
  );
});

test("a change on screen is undone, and said to be drift; a change of the document is not", () => {
  const document = ConfigDocument.parse({ version: 1, monitors: [monitor("shop")] });
  const made = apply(NOTHING_YET, document);
  const turned = made.entries.map((entry) =>
    entry.part.kind === "monitor"
      ? { ...entry, part: { ...entry.part, entry: { ...entry.part.entry, intervalSec: 300 } } }
      : entry,
  );
  const field = { path: "intervalSec", from: 300, to: 60 };
  expect(plan({ ...made, entries: turned }, document).steps).toMatchObject([
    { action: "update", fields: [field], drift: ["intervalSec"] },
  ]);
  const changed = ConfigDocument.parse({
    version: 1,
    monitors: [{ ...monitor("shop"), intervalSec: 120 }],
  });
  expect(plan(made, changed).steps).toMatchObject([{ action: "update", drift: [] }]);
});

test("parents in a circle of any length are refused, wherever it is entered", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.nat({ max: 8 }), (length, start) => {
      const circle = Array.from({ length }, (_, at) => monitor(`m${at}`, [`m${(at + 1) % length}`]));
      const turned = [...circle.slice(start), ...circle.slice(0, start)];
      const monitors = [monitor("outside", ["m0"]), ...turned, monitor("alone")];
      const { refusals } = plan(NOTHING_YET, ConfigDocument.parse({ version: 1, monitors }));
      expect(refusals.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^That would be a circle: m\d( → m\d){1,8}\.$/),
      ]);
    }),
    { numRuns: 100 },
  );
});

test("ten thousand parents in a row are ordered without running out of stack", () => {
  const monitors = Array.from({ length: 10_000 }, (_, at) =>
    monitor(`m${at}`, at === 9_999 ? [] : [`m${at + 1}`]),
  );
  const { steps, refusals } = plan(NOTHING_YET, ConfigDocument.parse({ version: 1, monitors }));
  expect(refusals).toEqual([]);
  expect([steps[0]?.key, steps.at(-1)?.key]).toEqual(["m9999", "m0"]);
});

test("a channel that stands in for itself, and a reference to nothing, are refused", () => {
  const channel = { kind: "slack", config: { channel: "#ops" } };
  const document = ConfigDocument.parse({
    version: 1,
    channels: [{ ...channel, key: "ops", name: "Operations", fallback: "ops" }],
    monitors: [{ ...monitor("shop"), channels: ["nobody"], regions: ["zz-9"] }],
  });
  const paths = plan(NOTHING_YET, document).refusals.map(({ path }) => path);
  expect(paths.toSorted()).toEqual([
    "channels.ops.fallback",
    "monitors.shop.channels",
    "monitors.shop.regions",
  ]);
});
