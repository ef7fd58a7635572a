import type { Locale } from "#contracts/locale.ts";
import { clientAddress } from "#server/auth/client-address.ts";
import type { AuthSettings } from "#server/auth/current-actor.ts";
import { serializeCookie } from "#server/auth/serialize-cookie.ts";
import { readCookie } from "#server/auth/session-cookie.ts";
import { GATE_SEC, gateCookieName, readGateCookie, sealGateCookie } from "#server/runtime/gate-cookie.ts";
import { forgetStatusPage } from "#server/runtime/snapshot-cache.ts";
import type { PageGate } from "#server/store/status-snapshot-store.ts";
import { enterByLink, type MailGateDeps, requestGateLink } from "./enter-by-mail.ts";
import { enterByPassword } from "./enter-by-password.ts";

export type EnterDeps = MailGateDeps & { auth: AuthSettings };

/** What somebody handed in at the gate; `base` is the path before the page's links, "" on a domain of its own. */
export type Entry = {
  page: PageGate;
  form: { password: string | null; email: string | null; token: string | null; next: string | null };
  base: string;
  locale: Locale;
};

export type EnterAnswer =
  | { kind: "entered"; cookie: string; location: string }
  | { kind: "again"; answer: "wrong" | "sent" | "expired"; status: number }
  | { kind: "again"; answer: "throttled"; status: 429; waitMs: number };

/** Whoever proves it gets a cookie for this page alone. What does not fit the page's gate is a wrong answer. */
export async function answerEnter(deps: EnterDeps, request: Request, entry: Entry): Promise<EnterAnswer> {
  const { page, form } = entry;
  const { kind } = page.access;
  if (kind === "password" && form.password !== null) return byPassword(deps, request, entry);
  if (kind === "email" && form.token !== null) return byLink(deps, request, entry);
  if (kind === "email" && form.email !== null) return askForLink(deps, request, entry);
  return { kind: "again", answer: "wrong", status: 403 };
}

async function byPassword(deps: EnterDeps, request: Request, entry: Entry): Promise<EnterAnswer> {
  const { page, form } = entry;
  const answer = await enterByPassword(deps, page, {
    password: form.password ?? "",
    address: clientAddress(request.headers, deps.auth.trustProxy),
    isKnown: wasLetIn(deps, request, page),
  });
  if (answer.kind === "too_many") return throttled(answer.waitMs);
  if (answer.kind === "wrong") return { kind: "again", answer: "wrong", status: 403 };
  return letIn(deps, request, { ...entry, accessVersion: answer.accessVersion, lastsSec: GATE_SEC.password });
}

async function byLink(deps: EnterDeps, request: Request, entry: Entry): Promise<EnterAnswer> {
  const entered = await enterByLink(deps, entry.page, entry.form.token ?? "");
  if (entered === null) return { kind: "again", answer: "expired", status: 403 };
  return letIn(deps, request, { ...entry, ...entered, lastsSec: GATE_SEC.email });
}

async function askForLink(deps: EnterDeps, request: Request, entry: Entry): Promise<EnterAnswer> {
  const { page, form, locale, base } = entry;
  const root = base === "" && page.domain !== null ? `https://${page.domain}` : `${deps.auth.appUrl}${base}`;
  const answer = await requestGateLink(deps, page, {
    email: form.email ?? "",
    address: clientAddress(request.headers, deps.auth.trustProxy),
    locale,
    enterUrl: `${root}/enter`,
  });
  if (answer.kind === "too_many") return throttled(answer.waitMs);
  return { kind: "again", answer: "sent", status: 200 };
}

function throttled(waitMs: number): EnterAnswer {
  return { kind: "again", answer: "throttled", status: 429, waitMs };
}

type Entered = Entry & { accessVersion: number; lastsSec: number };

function letIn({ auth, now }: EnterDeps, request: Request, entered: Entered): EnterAnswer {
  const { page, base, form, accessVersion, lastsSec } = entered;
  // The gate that this process keeps is older than what was proven.
  if (accessVersion !== page.accessVersion) forgetStatusPage(page.pageId);
  const isHttps = isOverTls(request, base === "" ? null : auth.appUrl);
  const until = Math.floor(now().getTime() / 1000) + lastsSec;
  const value = sealGateCookie(auth.secret, { pageId: page.pageId, accessVersion, until });
  const options = {
    httpOnly: true,
    sameSite: "lax" as const,
    path: base === "" ? "/" : base,
    secure: isHttps,
  };
  const name = gateCookieName(page.pageId, { isHttps });
  return {
    kind: "entered",
    cookie: serializeCookie({ name, maxAgeSec: lastsSec, options }, value),
    location: `${base}${pathOf(form.next)}` || "/",
  };
}

function isOverTls(request: Request, appUrl: string | null): boolean {
  if (request.headers.get("x-forwarded-proto")?.split(",").at(-1)?.trim() === "https") return true;
  return appUrl?.startsWith("https:") ?? false;
}

/** Only what is below the page: a month or a post. */
function pathOf(next: string | null): string {
  return next !== null && /^\/(history\/\d{4}-\d{2}|posts\/[0-9a-f-]{36})$/.test(next) ? next : "";
}

function wasLetIn({ auth, now }: EnterDeps, request: Request, page: PageGate): boolean {
  return [true, false].some((isHttps) => {
    const value = readCookie(request.headers, gateCookieName(page.pageId, { isHttps }));
    return readGateCookie(auth.secret, page, { value, nowMs: now().getTime() }) !== null;
  });
}
