"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { BrowserCheck, BrowserStep } from "#contracts/checks/browser.ts";
import { moveItem } from "#ui/forms/move-item.ts";
import { OrderButtons } from "#ui/forms/order-buttons.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { useCheckField } from "../check-fields-context.ts";
import { blankOption, type DraftRecord, recordOf } from "../draft.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { listRows } from "../fields/pairs-field.tsx";
import { Pair, Section } from "../fields/section.tsx";
import { AreaField, NumberField } from "../fields/text-field.tsx";
import type { KindForm } from "./kind-form.ts";

const WAYS = ["steps", "script"] as const;
const TYPES = ["open", "click", "fill", "press", "expectVisible", "expectText", "expectUrl"] as const;
type StepType = (typeof TYPES)[number];
/** The parts of a step that are typed, with what they look like. */
const PARTS: Record<StepType, Record<string, string>> = {
  open: { url: "https://example.com/" },
  click: { selector: 'role=button[name="Sign in"]' },
  fill: { selector: "#email", text: "{{secret.TEST_USER}}" },
  press: { selector: "#search", key: "Enter" },
  expectVisible: { selector: "text=Welcome" },
  expectText: { selector: "h1", text: "dashboard" },
  expectUrl: { text: "/dashboard" },
};
const SCRIPT = `await page.goto("https://example.com/");
await expect(page.getByRole("heading", { level: 1 })).toBeVisible();`;

function Target() {
  const t = useTranslations("checks.browser");
  const { value, set } = useCheckField("flow");
  const way = recordOf(value).type === "script" ? "script" : "steps";
  const choose = (next: string) => set(blankOption(BrowserCheck.shape.flow, next, value));
  return (
    <>
      <Segmented
        label={t("flow")}
        value={way}
        onChange={choose}
        options={WAYS.map((one) => ({ value: one, label: t(`ways.${one}`) }))}
      />
      {way === "steps" ? (
        <Steps />
      ) : (
        <AreaField name="flow.script" label={t("script")} hint={t("scriptHint")} placeholder={SCRIPT} tall />
      )}
    </>
  );
}

function Steps() {
  const t = useTranslations("checks.browser");
  const { dotted, value, problems, set } = useCheckField("flow.steps");
  const steps = (Array.isArray(value) ? value : []) as DraftRecord[];
  const put = (at: number, step: DraftRecord) => set(steps.map((old, index) => (index === at ? step : old)));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{t("steps")}</legend>
      <ol className="flex flex-col gap-3">
        {listRows(steps).map(({ row, at, key }) => {
          const type = TYPES.find((known) => known === row.type) ?? "open";
          const problem = Object.keys(PARTS[type])
            .map((part) => problems[`${dotted}.${at}.${part}`])
            .find(Boolean);
          return (
            <li key={key} className="flex flex-col gap-1.5">
              <div className="flex flex-wrap items-center gap-2">
                <Select
                  aria-label={t("type", { number: at + 1 })}
                  value={type}
                  onChange={(next) => put(at, blankOption(BrowserStep, next, row))}
                  options={TYPES.map((one) => ({ value: one, label: t(`types.${one}`) }))}
                  className="w-auto min-w-32"
                />
                {Object.entries(PARTS[type]).map(([part, placeholder]) => (
                  <Input
                    key={part}
                    aria-label={t(`parts.${part as "url"}`, { number: at + 1 })}
                    aria-invalid={problems[`${dotted}.${at}.${part}`] !== undefined}
                    value={String(row[part])}
                    onChange={(event) => put(at, { ...row, [part]: event.target.value })}
                    placeholder={placeholder}
                    autoComplete="off"
                    spellCheck={false}
                    className="w-auto min-w-28 flex-1 font-mono text-[0.8125rem]"
                  />
                ))}
                <OrderButtons
                  what={t("step", { number: at + 1 })}
                  index={at}
                  count={steps.length}
                  onMove={(from, to) => set(moveItem(steps, from, to))}
                  onRemove={() => set(steps.filter((_, index) => index !== at))}
                  keepsLast
                />
              </div>
              {problem !== undefined && <FieldError>{problem}</FieldError>}
            </li>
          );
        })}
      </ol>
      {problems[dotted] !== undefined && <FieldError>{problems[dotted]}</FieldError>}
      <Button
        size="sm"
        className="self-start"
        onClick={() => set([...steps, blankOption(BrowserStep, "click", null)])}
      >
        <Plus aria-hidden className="size-3.5" />
        {t("add")}
      </Button>
    </fieldset>
  );
}

function Options() {
  const t = useTranslations("checks.browser");
  const viewport = recordOf(useCheckField("viewport").value);
  return (
    <>
      <AssertionsSection kind="browser" />
      <Section
        title={t("viewport")}
        summary={[`${String(viewport.width)} × ${String(viewport.height)}`]}
        fields={["viewport"]}
      >
        <Pair>
          <NumberField name="viewport.width" label={t("width")} unit="px" />
          <NumberField name="viewport.height" label={t("height")} unit="px" />
        </Pair>
      </Section>
    </>
  );
}

export const browserForm: KindForm = { Target, Options };
