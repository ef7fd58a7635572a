import type { AuditFilter } from "#contracts/audit-log.ts";

export const ANY = "any";
export const SPANS = { [ANY]: null, day: 86_400_000, week: 7 * 86_400_000, month: 30 * 86_400_000 } as const;
export type Span = keyof typeof SPANS;
export type AuditChoice = { actor: string; action: string; span: Span; text: string };
export const NO_CHOICE: AuditChoice = { actor: ANY, action: ANY, span: ANY, text: "" };

const isSpan = (name: string): name is Span => Object.hasOwn(SPANS, name);

/** From the page's address; what makes no sense there chooses nothing. */
export function readAuditChoice(get: (name: string) => string | null): AuditChoice {
  const upTo = (name: string, most: number) => {
    const value = get(name)?.trim() ?? "";
    return value.length <= most ? value : "";
  };
  const span = get("when") ?? ANY;
  return {
    actor: upTo("who", 300) || ANY,
    action: upTo("what", 60) || ANY,
    span: isSpan(span) ? span : ANY,
    text: upTo("search", 200),
  };
}

/** Without what is not chosen; "" when nothing is. */
export function writeAuditChoice({ actor, action, span, text }: AuditChoice): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ who: actor, what: action, when: span })) {
    if (value !== ANY) params.set(name, value);
  }
  if (text !== "") params.set("search", text);
  return params.toString();
}

/** A choice of a noun ends in a dot: everything that was done to such a thing. */
export function auditFilter({ actor, action, span, text }: AuditChoice, nowMs: number): AuditFilter {
  const spanMs = SPANS[span];
  return {
    ...(actor !== ANY && { actor }),
    ...(action !== ANY && (action.endsWith(".") ? { noun: action.slice(0, -1) } : { action })),
    ...(spanMs !== null && { fromMs: nowMs - spanMs }),
    ...(text !== "" && { text }),
  };
}

/** Read by the page on the server too, so that both ask under the same key. */
export function auditListInput(filter: AuditFilter) {
  return { filter, limit: 50 };
}
