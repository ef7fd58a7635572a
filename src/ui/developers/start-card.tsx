"use client";

import { useTranslations } from "next-intl";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { LinkTo } from "./link-to.tsx";

/** What holds for every call. */
export function StartCard() {
  const t = useTranslations("developers");
  const link = (href: string) => (chunks: React.ReactNode) => <LinkTo href={href}>{chunks}</LinkTo>;
  return (
    <Card>
      <CardHeader title={t("start.title")} />
      <div className="flex flex-col gap-2 px-4 py-3 text-sm text-pretty text-ink-2">
        <p>{t.rich("start.key", { keys: link("/settings/api-keys") })}</p>
        <p>{t.rich("start.document", { openapi: link("/api/v1/openapi.json") })}</p>
        <p>{t("start.pages")}</p>
        <p>{t("start.once")}</p>
        <p>{t("start.promise")}</p>
      </div>
    </Card>
  );
}
