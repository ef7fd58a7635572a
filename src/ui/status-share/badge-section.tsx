"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  BADGE_COLOURS,
  BADGE_DAYS,
  BADGE_KINDS,
  BADGE_LABEL_MAX,
  BADGE_STYLES,
} from "#contracts/status-badge.ts";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { LanguageField } from "./language-field.tsx";
import { type BadgeChoice, badgeAddress, badgeSnippet, SNIPPET_FORMATS } from "./share-snippets.ts";
import { Snippet } from "./snippet.tsx";

const WHOLE_PAGE = "page";

export function BadgeSection({ page }: { page: StatusPageDetail }) {
  const t = useTranslations("statusShare.badge");
  const [choice, setChoice] = useState<BadgeChoice>({
    kind: "status",
    componentId: null,
    style: "flat",
    label: "",
    colour: "auto",
    days: page.look.historyDays,
    lang: "auto",
  });
  const set = (change: Partial<BadgeChoice>) => setChoice((before) => ({ ...before, ...change }));
  const components = page.sections.flatMap((section) => section.components);
  const about = components.find(({ id }) => id === choice.componentId)?.name ?? page.title;
  const alt = `${about}: ${t(`kinds.${choice.kind}`)}`;
  const image = badgeAddress(page.url, choice);
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Field label={t("about")} error={undefined}>
          {(control) => (
            <Select
              {...control}
              value={choice.componentId ?? WHOLE_PAGE}
              onChange={(id) => set({ componentId: id === WHOLE_PAGE ? null : id })}
              options={[
                { value: WHOLE_PAGE, label: t("wholePage") },
                ...components.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          )}
        </Field>
        <Field label={t("kind")} error={undefined}>
          {(control) => (
            <Select
              {...control}
              value={choice.kind}
              onChange={(kind) => set({ kind })}
              options={BADGE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
          )}
        </Field>
        {choice.kind === "uptime" && (
          <Field label={t("days")} error={undefined}>
            {(control) => (
              <Select
                {...control}
                value={String(choice.days)}
                onChange={(value) => set({ days: BADGE_DAYS.find((days) => String(days) === value) ?? 90 })}
                options={BADGE_DAYS.filter((days) => days <= page.look.historyDays).map((days) => ({
                  value: String(days),
                  label: t("lastDays", { count: days }),
                }))}
              />
            )}
          </Field>
        )}
        <Field label={t("style")} error={undefined}>
          {(control) => (
            <Select
              {...control}
              value={choice.style}
              onChange={(style) => set({ style })}
              options={BADGE_STYLES.map((value) => ({ value, label: t(`styles.${value}`) }))}
            />
          )}
        </Field>
        <Field label={t("colour")} error={undefined}>
          {(control) => (
            <Select
              {...control}
              value={choice.colour}
              onChange={(colour) => set({ colour })}
              options={[
                { value: "auto" as const, label: t("byState") },
                ...BADGE_COLOURS.map((value) => ({ value, label: t(`colours.${value}`) })),
              ]}
            />
          )}
        </Field>
        <LanguageField value={choice.lang} onChange={(lang) => set({ lang })} />
        <Field label={t("label")} hint={t("labelHint")} error={undefined}>
          {(control) => (
            <Input
              {...control}
              value={choice.label}
              maxLength={BADGE_LABEL_MAX}
              onChange={(event) => set({ label: event.target.value })}
            />
          )}
        </Field>
      </div>
      <div className="flex min-h-16 items-center justify-center rounded-lg border bg-sunken p-4">
        {/* biome-ignore lint/performance/noImgElement: it is drawn by this server, and nothing is to be made of it */}
        <img
          key={image}
          src={badgeAddress(`/status/${page.slug}`, choice)}
          alt={alt}
          className="h-auto max-w-full"
        />
      </div>
      {SNIPPET_FORMATS.map((format) => (
        <Snippet
          key={format}
          label={t(`formats.${format}`)}
          text={badgeSnippet(format, { page: page.url, image, alt })}
        />
      ))}
      <Snippet label={t("formats.shields")} text={badgeAddress(page.url, choice, "json")} />
    </div>
  );
}
