"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type AssertionSource, SOURCES_OF_KIND } from "#contracts/checks/assertion-sources.ts";
import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import type { Problems } from "#ui/forms/read-with.ts";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { useCheckField } from "../check-fields-context.ts";
import type { DraftValue } from "../draft.ts";
import { AssertionRow } from "./assertion-row.tsx";
import {
  type AssertionDraft,
  type AssertionsDraft,
  countAssertions,
  type GroupDraft,
  newAssertion,
} from "./assertion-words.ts";
import { listRows } from "./pairs-field.tsx";
import { Section } from "./section.tsx";

/** What is asked of the answer, in plain words. */
export function AssertionsSection({ kind }: { kind: CheckKind }) {
  const t = useTranslations("checks.assert");
  const { value } = useCheckField("assertions");
  const count = countAssertions(value as AssertionsDraft);
  return (
    <Section title={t("title")} summary={[t("count", { count })]} fields={["assertions"]} isOpen={count > 0}>
      <AssertionsField kind={kind} />
    </Section>
  );
}

/** One level of groups: of an “all” list a group can be “any”, and the other way round. */
export function AssertionsField({ kind }: { kind: CheckKind }) {
  const t = useTranslations("checks.assert");
  const { dotted, value, problems, set } = useCheckField("assertions");
  const { match, list } = value as AssertionsDraft;
  const sources = SOURCES_OF_KIND[kind];
  const first = newAssertion(sources[0] ?? "time");
  const put = (next: AssertionsDraft) => set(next as DraftValue);
  const replace = (at: number, member: AssertionDraft | GroupDraft | null) =>
    put({
      match,
      list: list.flatMap((old, index) => (index !== at ? [old] : member === null ? [] : [member])),
    });
  return (
    <div className="flex flex-col gap-3">
      {list.length > 1 && <MatchChoice value={match} onChange={(next) => put({ match: next, list })} />}
      <ul className="flex flex-col gap-3 empty:hidden">
        {listRows(list).map(({ row, at, key }) =>
          "list" in row ? (
            <Group
              key={key}
              group={row}
              number={at + 1}
              sources={sources}
              dotted={`${dotted}.list.${at}`}
              problems={problems}
              onChange={(group) => replace(at, group)}
            />
          ) : (
            <AssertionRow
              key={key}
              assertion={row}
              number={at + 1}
              sources={sources}
              dotted={`${dotted}.list.${at}`}
              problems={problems}
              onChange={(next) => replace(at, next)}
              onRemove={() => replace(at, null)}
            />
          ),
        )}
      </ul>
      {problems[`${dotted}.list`] !== undefined && <FieldError>{problems[`${dotted}.list`]}</FieldError>}
      <div className="flex flex-wrap gap-2">
        <AddButton label={t("add")} onClick={() => put({ match, list: [...list, first] })} />
        {list.length > 0 && (
          <AddButton
            label={t("addGroup")}
            onClick={() =>
              put({ match, list: [...list, { match: match === "all" ? "any" : "all", list: [first] }] })
            }
          />
        )}
      </div>
      {list.length === 0 && <p className="text-xs text-ink-3">{t("note")}</p>}
    </div>
  );
}

type GroupProps = {
  group: GroupDraft;
  number: number;
  sources: readonly AssertionSource[];
  dotted: string;
  problems: Problems;
  /** Null takes it away; so does taking away its last one. */
  onChange: (group: GroupDraft | null) => void;
};

function Group({ group, number, sources, dotted, problems, onChange }: GroupProps) {
  const t = useTranslations("checks.assert");
  const { match, list } = group;
  const put = (next: AssertionDraft[]) => onChange(next.length === 0 ? null : { match, list: next });
  return (
    <li className="rounded-lg border border-line-strong bg-sunken p-3">
      <fieldset className="flex min-w-0 flex-col gap-3">
        <legend className="sr-only">{t("group", { number })}</legend>
        <div className="flex items-center justify-between gap-3">
          <MatchChoice value={match} onChange={(next) => onChange({ match: next, list })} />
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("removeGroup", { number })}
            onClick={() => onChange(null)}
          >
            <Trash2 aria-hidden className="size-4" />
          </Button>
        </div>
        <ul className="flex flex-col gap-3">
          {listRows(list).map(({ row, at, key }) => (
            <AssertionRow
              key={key}
              assertion={row}
              number={at + 1}
              sources={sources}
              dotted={`${dotted}.list.${at}`}
              problems={problems}
              onChange={(next) => put(list.map((old, index) => (index === at ? next : old)))}
              onRemove={() => put(list.filter((_, index) => index !== at))}
            />
          ))}
        </ul>
        <AddButton label={t("add")} onClick={() => put([...list, newAssertion(sources[0] ?? "time")])} />
      </fieldset>
    </li>
  );
}

function MatchChoice({
  value,
  onChange,
}: {
  value: "all" | "any";
  onChange: (value: "all" | "any") => void;
}) {
  const t = useTranslations("checks.assert");
  const options = (["all", "any"] as const).map((match) => ({ value: match, label: t(`match.${match}`) }));
  return <Segmented label={t("match.label")} value={value} onChange={onChange} options={options} />;
}

function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="sm" className="self-start" onClick={onClick}>
      <Plus aria-hidden className="size-3.5" />
      {label}
    </Button>
  );
}
