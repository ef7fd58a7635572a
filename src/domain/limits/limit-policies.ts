import type { LimitPolicy } from "./token-bucket.ts";

/** Per minute. Generous for people: a screen asks a few times a second at worst. */
const DEFAULTS = {
  /** Everything that one address asks of the API and of pages of the app. */
  address: 3_000,
  /** Calls of one signed-in person. */
  user: 3_000,
  /** Calls of one API key. */
  key: 600,
  /** Changes, of one person or key. */
  write: 600,
  /** Exports, backtests and what else is dear, of one person or key. */
  expensive: 60,
  /** Calls of one address without any session or key, beside pages: sign-in, links, hooks. */
  anonymous: 120,
} as const;

export type LimitName = keyof typeof DEFAULTS;
/** Null: nothing is limited. */
export type Limits = Readonly<Record<LimitName, LimitPolicy>> | null;

const MINUTE_MS = 60_000;
const ENTRY = /^([a-z]+)=(\d{1,7})$/;

/** Reads UPTICK_RATE_LIMITS: `off`, or names with calls per minute such as `key=1200,write=600`; others keep their default. */
export function readLimits(text: string): Limits | { mistake: string } {
  if (text === "off") return null;
  const perMinute: Record<LimitName, number> = { ...DEFAULTS };
  for (const part of text.split(",").map((entry) => entry.trim())) {
    if (part === "") continue;
    const [, name = "", calls = "0"] = ENTRY.exec(part) ?? [];
    if (!isName(name) || Number(calls) < 1) {
      return { mistake: `“${part}” is not one of ${Object.keys(DEFAULTS).join(", ")} with calls per minute` };
    }
    perMinute[name] = Number(calls);
  }
  const policyOf = (name: LimitName): LimitPolicy => ({ name, quota: perMinute[name], windowMs: MINUTE_MS });
  return {
    address: policyOf("address"),
    user: policyOf("user"),
    key: policyOf("key"),
    write: policyOf("write"),
    expensive: policyOf("expensive"),
    anonymous: policyOf("anonymous"),
  };
}

function isName(text: string): text is LimitName {
  return Object.hasOwn(DEFAULTS, text);
}
