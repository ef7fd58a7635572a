"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { useStatusPage } from "#ui/status-pages/use-status-page.ts";
import { BadgeSection } from "./badge-section.tsx";
import { EmbedSection } from "./embed-section.tsx";
import { Snippet } from "./snippet.tsx";

const WAYS = ["badge", "frame", "element", "widget", "feeds"] as const;
type Way = (typeof WAYS)[number];

/** How the page gets to where people are. */
export function SharePanel() {
  const t = useTranslations("statusShare");
  const { page } = useStatusPage();
  const [way, setWay] = useState<Way>("badge");
  if (page === undefined) return null;
  const isPublic = page.state === "published" && page.access.kind === "public";
  return (
    <div className="flex w-full max-w-4xl flex-col gap-5">
      <Card aria-label={t("link")}>
        <CardHeader title={t("link")} note={t("linkNote")} />
        <div className="p-4">
          <Snippet label={t("address")} text={page.url} />
        </div>
      </Card>
      {isPublic ? (
        <Card aria-label={t("title")}>
          <CardHeader title={t("title")} note={t("note")}>
            <Segmented
              label={t("way")}
              value={way}
              onChange={setWay}
              options={WAYS.map((value) => ({ value, label: t(`ways.${value}`) }))}
            />
          </CardHeader>
          <div className="p-4">
            <ChosenWay way={way} page={page} />
          </div>
        </Card>
      ) : (
        <p role="note" className="rounded-xl border border-warn bg-surface px-4 py-3 text-sm text-pretty">
          {t(page.state === "published" ? "notPublic" : "notPublished")}
        </p>
      )}
    </div>
  );
}

function ChosenWay({ way, page }: { way: Way; page: StatusPageDetail }) {
  const t = useTranslations("statusShare");
  if (way === "badge") return <BadgeSection page={page} />;
  if (way !== "feeds") return <EmbedSection key={way} page={page} way={way} />;
  const files = [
    ["rss", "feed.rss"],
    ["atom", "feed.atom"],
    ["jsonFeed", "feed.json"],
    ["calendar", "calendar.ics"],
    ["json", "status.json"],
  ] as const;
  return (
    <div className="flex flex-col gap-4">
      {files.map(([name, file]) => (
        <Snippet key={name} label={t(`files.${name}`)} text={`${page.url}/${file}`} />
      ))}
    </div>
  );
}
