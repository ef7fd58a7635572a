import { NextIntlClientProvider } from "next-intl";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { MonitorInput } from "#contracts/check.ts";
import { CHECK_KINDS, type CheckKind } from "#contracts/checks/check-kinds.ts";
import { FULL_CHECKS } from "#testing/checks/full-checks.ts";
import { enMessages } from "#ui/i18n/en-messages.ts";
import { TrpcProvider } from "#ui/trpc/trpc-provider.tsx";
import { CheckFieldsContext } from "../check-fields-context.ts";
import type { DraftRecord, DraftValue } from "../draft.ts";
import { type CheckDraft, newCheck, valuesOf } from "../form-values.ts";
import { loadKindForm } from "./load-kind-form.ts";

/** Which of several ways a value has is chosen by the field of the value itself. */
const CHOSEN_ABOVE = ["type", "mode", "match", "list"];

/** Everything that the contract knows of this check, by its path; what a list holds is the list's business. */
function listPaths(value: DraftValue, path: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    CHOSEN_ABOVE.includes(name) ? [path] : listPaths(inner, `${path}.${name}`),
  );
}

function fullDraft(kind: CheckKind): CheckDraft {
  const times = { intervalSec: kind === "heartbeat" ? 60 : 3600, timeoutMs: 10_000 };
  const regions = kind === "heartbeat" ? [] : ["a"];
  return valuesOf(MonitorInput.parse({ name: "X", regions, ...times, check: FULL_CHECKS[kind] })).check;
}

async function show(check: CheckDraft, wrong: readonly string[] = []) {
  const { Target, Options } = await loadKindForm(check.kind);
  const asked = new Set<string>();
  const problems = new Proxy(Object.fromEntries(wrong.map((path) => [path, "Wrong."])), {
    get: (target, path) => {
      asked.add(String(path));
      return Reflect.get(target, path);
    },
  });
  const fail = (error: Error) => {
    throw error;
  };
  const value = { check, problems, change: () => undefined, prefix: [] };
  const fields = createElement(CheckFieldsContext, { value }, createElement(Target), createElement(Options));
  const children = createElement(TrpcProvider, null, fields);
  const words = { locale: "en" as const, messages: enMessages, timeZone: "UTC", onError: fail, children };
  const markup = renderToStaticMarkup(createElement(NextIntlClientProvider, words));
  return { markup, asked };
}

describe.each(CHECK_KINDS)("the form of a %s check", (kind) => {
  test("has a field for everything that the contract knows", async () => {
    const check = fullDraft(kind);
    const { kind: _kind, ...fields } = check;
    const steps = kind === "multistep" ? (check.steps as DraftRecord[])[0] : undefined;
    const paths = [
      ...listPaths(fields, "check"),
      ...(steps === undefined ? [] : listPaths(steps, "check.steps.0")),
    ];
    // A problem opens the part that it is in.
    const { asked, markup } = await show(check, paths);
    expect(paths.filter((path) => !asked.has(path))).toEqual([]);
    expect(markup).toContain("Wrong.");
  });

  test("begins closed and small", async () => {
    const { markup } = await show(newCheck(kind));
    expect(markup.match(/<(input|textarea)/g)?.length ?? 0).toBeLessThanOrEqual(5);
  });
});
