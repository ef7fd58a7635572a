"use client";

import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { EMBED_THEMES } from "#contracts/status-embed.ts";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { LanguageField } from "./language-field.tsx";
import {
  type EmbedChoice,
  elementSnippet,
  frameAddress,
  frameSnippet,
  widgetSnippet,
} from "./share-snippets.ts";
import { Snippet } from "./snippet.tsx";

const HEAD_PX = 96;
const ROW_PX = 31;
const MAX_PX = 600;
const nothing = () => () => undefined;

type EmbedSectionProps = { page: StatusPageDetail; way: "frame" | "element" | "widget" };

export function EmbedSection({ page, way }: EmbedSectionProps) {
  const t = useTranslations("statusShare.embed");
  const [choice, setChoice] = useState<EmbedChoice>({ theme: "system", show: "all", lang: "auto" });
  // The server does not know by which of its addresses it is read.
  const appUrl = useSyncExternalStore(
    nothing,
    () => window.location.origin,
    () => "",
  );
  const set = (change: Partial<EmbedChoice>) => setChoice((before) => ({ ...before, ...change }));
  const rows = choice.show === "state" ? 0 : page.sections.flatMap(({ components }) => components).length;
  const heightPx = Math.min(HEAD_PX + rows * ROW_PX, MAX_PX);
  const title = t("frameTitle", { page: page.title });
  const host = { appUrl, page: page.url };
  const snippets = {
    frame: () => frameSnippet(frameAddress(page.url, choice), { title, heightPx }),
    element: () => elementSnippet(host, choice),
    widget: () => widgetSnippet(host, choice),
  };
  return (
    <div className="flex flex-col gap-5">
      <p className="text-sm text-pretty text-ink-2">{t(`about.${way}`)}</p>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={t("theme")} error={undefined}>
          {(control) => (
            <Select
              {...control}
              value={choice.theme}
              onChange={(theme) => set({ theme })}
              options={EMBED_THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
            />
          )}
        </Field>
        <Field label={t("show")} error={undefined}>
          {(control) => (
            <Select
              {...control}
              value={choice.show}
              onChange={(show) => set({ show })}
              options={(["all", "state"] as const).map((value) => ({ value, label: t(`shows.${value}`) }))}
            />
          )}
        </Field>
        <LanguageField value={choice.lang} onChange={(lang) => set({ lang })} />
      </div>
      <div className="overflow-hidden rounded-lg border bg-sunken p-4">
        <iframe
          key={frameAddress("", choice)}
          title={title}
          src={frameAddress(`/status/${page.slug}`, choice)}
          // It has no scripts; without the first word it could not refresh itself either.
          sandbox="allow-scripts allow-same-origin"
          style={{ height: heightPx }}
          className="block w-full rounded-md border-0"
        />
      </div>
      <Snippet label={t("html")} text={snippets[way]()} />
      {way !== "frame" && <p className="text-xs text-pretty text-ink-3">{t("policy", { host: appUrl })}</p>}
    </div>
  );
}
