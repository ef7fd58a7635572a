"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { DialogueStep } from "#contracts/checks/tcp.ts";
import { moveItem } from "#ui/forms/move-item.ts";
import { OrderButtons } from "#ui/forms/order-buttons.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { useCheckField } from "../check-fields-context.ts";
import { blankOption, type DraftRecord } from "../draft.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { HostPortFields, SecureField } from "../fields/common-fields.tsx";
import { ConnectionSection } from "../fields/connection-section.tsx";
import { listRows } from "../fields/pairs-field.tsx";
import { Section } from "../fields/section.tsx";
import { TlsSection } from "../fields/tls-section.tsx";
import type { KindForm } from "./kind-form.ts";

const TYPES = ["send", "expect", "startTls"] as const;

function Target() {
  return (
    <>
      <HostPortFields />
      <SecureField />
    </>
  );
}

function Options() {
  return (
    <>
      <DialogueSection />
      <AssertionsSection kind="tcp" />
      <TlsSection />
      <ConnectionSection />
    </>
  );
}

/** What is sent and what is waited for, in order. */
function DialogueSection() {
  const t = useTranslations("checks.dialogue");
  const { dotted, value, problems, set } = useCheckField("dialogue");
  const steps = (Array.isArray(value) ? value : []) as DraftRecord[];
  const put = (at: number, step: DraftRecord) => set(steps.map((old, index) => (index === at ? step : old)));
  const add = (type: string) => set([...steps, blankOption(DialogueStep, type, null)]);
  return (
    <Section title={t("title")} summary={[t("count", { count: steps.length })]} fields={["dialogue"]}>
      <p className="text-xs text-ink-3">{t("note")}</p>
      <ol className="flex flex-col gap-3 empty:hidden">
        {listRows(steps).map(({ row, at, key }) => {
          const problem = problems[`${dotted}.${at}.text`];
          return (
            <li key={key} className="flex flex-col gap-1.5">
              <div className="flex flex-wrap items-center gap-2">
                <Select
                  aria-label={t("type", { number: at + 1 })}
                  value={String(row.type)}
                  onChange={(next) => put(at, blankOption(DialogueStep, next, row))}
                  options={TYPES.map((type) => ({ value: type, label: t(`types.${type}`) }))}
                  className="w-auto min-w-32"
                />
                {row.type !== "startTls" && (
                  <Input
                    aria-label={t("text", { number: at + 1 })}
                    aria-invalid={problem !== undefined}
                    value={String(row.text)}
                    onChange={(event) => put(at, { ...row, text: event.target.value })}
                    placeholder={row.type === "send" ? "PING\\r\\n" : "+PONG"}
                    autoComplete="off"
                    spellCheck={false}
                    className="w-auto min-w-32 flex-1 font-mono text-[0.8125rem]"
                  />
                )}
                <OrderButtons
                  what={t("step", { number: at + 1 })}
                  index={at}
                  count={steps.length}
                  onMove={(from, to) => set(moveItem(steps, from, to))}
                  onRemove={() => set(steps.filter((_, index) => index !== at))}
                />
              </div>
              {problem !== undefined && <FieldError>{problem}</FieldError>}
            </li>
          );
        })}
      </ol>
      <div className="flex flex-wrap gap-2">
        {TYPES.map((type) => (
          <Button key={type} size="sm" onClick={() => add(type)}>
            <Plus aria-hidden className="size-3.5" />
            {t(`types.${type}`)}
          </Button>
        ))}
      </div>
    </Section>
  );
}

export const tcpForm: KindForm = { Target, Options };
