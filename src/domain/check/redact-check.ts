import type { Check } from "#contracts/check.ts";

export const HIDDEN = "••••••••";

/** Name-value pairs of which the value may be a credential. */
const PAIRS = new Set(["headers", "cookies", "query", "metadata"]);
const TEXTS = new Set(["body", "send", "publish", "script", "query", "text"]);

/** Header values, bodies and what is sent often hold credentials: this is what others than editors see. */
export function redactCheck<Kind extends Check>(check: Kind): Kind {
  return redactFields(check) as Kind;
}

function redactFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redact(name, value)]));
}

function redact(name: string, value: unknown): unknown {
  if (typeof value === "string") return TEXTS.has(name) && value !== "" ? HIDDEN : value;
  if (Array.isArray(value)) {
    if (PAIRS.has(name)) return value.map((pair) => ({ ...pair, value: HIDDEN }));
    return value.map((member) => redact("", member));
  }
  return typeof value === "object" && value !== null ? redactFields(value) : value;
}
