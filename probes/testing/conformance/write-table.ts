import { CHECK_KINDS, type CheckKind, KINDS_OF_RUNTIME } from "#contracts/checks/check-kinds.ts";
import { listRows, type Place, type Verdict } from "./conformance-case.ts";

const PLACES = ["edge", "node", "agent", "app"] as const;

/** `verdicts` by place, kind and the row's label. */
export function writeTable(verdicts: ReadonlyMap<string, Verdict>): string {
  const lines = CHECK_KINDS.flatMap((kind) =>
    listRows(kind).map(({ label }) => {
      const cells = PLACES.map((place) => cellOf(verdicts, { kind, place, label }));
      return `| ${[kind, label, ...cells].join(" | ")} |`;
    }),
  );
  return `${HEAD}\n${lines.join("\n")}\n`;
}

export function keyOf({ kind, place, label }: { kind: CheckKind; place: Place; label: string }): string {
  return `${place} ${kind} ${label}`;
}

function cellOf(
  verdicts: ReadonlyMap<string, Verdict>,
  at: { kind: CheckKind; place: Place; label: string },
): string {
  const { kind, place } = at;
  const kinds: readonly CheckKind[] = place === "app" ? ["heartbeat"] : KINDS_OF_RUNTIME[place];
  if (!kinds.includes(kind)) return "–";
  const found =
    verdicts.get(keyOf(at)) ??
    (place === "agent" ? verdicts.get(keyOf({ ...at, place: "node" })) : undefined);
  return found ?? "not tried";
}

const HEAD = `# Which assertion holds where

Written by \`npm run conformance\`: every kind of check runs in every place that can run it against a real target of its
kind, with an assertion that holds and with one that does not. A test fails when this table is not what the code does.

- **yes**: what holds is \`ok\`, what does not is outcome \`assertion\`.
- **not seen**: the place cannot see the value, or it did not happen (a check without TLS has no TLS time). The assertion
  fails with "not seen from here", or the check is refused with the reason; neither is taken for what the target does.
- **–**: this kind is not run there.
- **not tried**: no target of this kind is at hand where the table was written.

An agent runs what a long-running probe runs, and has the same runners. A heartbeat is judged where it comes in.

| Kind | Assertion | edge | node | agent | app |
|---|---|---|---|---|---|`;
