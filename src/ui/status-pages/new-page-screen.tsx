"use client";

import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card } from "#ui/primitives/card.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { NewPageForm } from "./new-page-form.tsx";

export function NewPageScreen() {
  const t = useTranslations("statusPages");
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-5">
      <Link
        href={"/status-pages" as Route}
        className="self-start text-[0.8125rem] font-medium text-ink-2 hover:text-ink hover:underline"
      >
        ← {t("back")}
      </Link>
      <PageHeader title={t("add")} note={t("new.note")} />
      <Card>
        <NewPageForm />
      </Card>
    </div>
  );
}
