import type { ConfigNotice } from "#contracts/config-plan.ts";
import type { ConfigEntry } from "./config-entry.ts";

type Ordered = { entries: ConfigEntry[]; refusals: ConfigNotice[]; closing: Set<string> };

/**
 * What is referred to first: parents before children, fallback channels before those that they stand in for. `closing`
 * names the channels whose fallback comes after them, because two stand in for one another. Parents in a circle are refused.
 */
export function orderEntries(entries: readonly ConfigEntry[]): Ordered {
  const refusals: ConfigNotice[] = [];
  const closing = new Set<string>();
  const monitors = visitAll(entries, {
    kind: "monitor",
    onCircle: (keys) =>
      refusals.push({
        path: `monitors.${keys[0]}.parents`,
        message: `That would be a circle: ${keys.join(" → ")}.`,
      }),
  });
  const channels = visitAll(entries, {
    kind: "channel",
    onCircle: (keys) => closing.add(keys.at(-2) ?? ""),
  });
  const others = entries.filter(({ kind }) => kind !== "monitor" && kind !== "channel");
  const before = others.filter(({ kind }) => kind === "secret");
  const between = others.filter(({ kind }) => kind === "onCall" || kind === "escalation");
  const after = others.filter((part) => !before.includes(part) && !between.includes(part));
  return { entries: [...before, ...channels, ...between, ...monitors, ...after], refusals, closing };
}

type Visit = { kind: "monitor" | "channel"; onCircle: (keys: string[]) => void };
type Frame = { key: string; open: string[] };

function visitAll(entries: readonly ConfigEntry[], { kind, onCircle }: Visit): ConfigEntry[] {
  const parts = new Map(entries.filter((part) => part.kind === kind).map((part) => [part.entry.key, part]));
  const ordered = new Map<string, ConfigEntry>();
  for (const first of parts.values()) {
    // By hand: a chain of 10,000 would be too deep for calls.
    const path: Frame[] = [];
    const onPath = new Set<string>();
    const enter = (part: ConfigEntry | undefined) => {
      if (part === undefined || ordered.has(part.entry.key)) return;
      path.push({ key: part.entry.key, open: needsOf(part) });
      onPath.add(part.entry.key);
    };
    const leave = ({ key }: Frame) => {
      const part = parts.get(key);
      if (part) ordered.set(key, part);
      onPath.delete(key);
      path.pop();
    };
    enter(first);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.open.shift();
      if (next === undefined) leave(top);
      else if (onPath.has(next)) onCircle(circleOf(path, next));
      else enter(parts.get(next));
    }
  }
  return [...ordered.values()];
}

function circleOf(path: readonly Frame[], back: string): string[] {
  const keys = path.map(({ key }) => key);
  return [...keys.slice(keys.indexOf(back)), back];
}

function needsOf(part: ConfigEntry): string[] {
  if (part.kind === "monitor") return [...part.entry.parents];
  return part.kind === "channel" && part.entry.fallback !== null ? [part.entry.fallback] : [];
}
