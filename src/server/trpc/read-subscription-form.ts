import type { Locale } from "#contracts/locale.ts";
import { readJson } from "#server/channels/judge-answer.ts";
import { limitBody } from "#server/runtime/limit-body.ts";

const MOST_BYTES = 64 * 1024;

export type SubscriptionFields = {
  isJson: boolean;
  /** As contracts/status-subscriber.ts `SubscribeRequest` wants it. */
  fields: Record<string, unknown>;
  choice: Record<string, unknown>;
  address: string;
};

/** A form of ours, or the same fields as JSON; the form on the page itself has an address of e-mail and nothing else. */
export async function readForm(request: Request, locale: Locale): Promise<SubscriptionFields | Response> {
  const limited = await limitBody(request, MOST_BYTES);
  if (limited instanceof Response) return limited;
  const isJson = /^application\/json\b/i.test(request.headers.get("content-type") ?? "");
  const text = await limited.text();
  if (isJson) {
    const fields = { locale, ...readJson(text) };
    return { isJson, fields, choice: fields, address: "" };
  }
  const form = new URLSearchParams(text);
  const choice = {
    componentIds: form.getAll("component"),
    leastImpact: form.get("leastImpact") ?? undefined,
    locale: form.get("locale") ?? locale,
  };
  const address = form.get("email") ?? form.get("address") ?? "";
  const kind = form.get("email") === null ? (form.get("kind") ?? undefined) : "email";
  return { isJson, fields: { kind, address, ...choice }, choice, address };
}
