import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { Button } from "#ui/primitives/button.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common.notFound");
  return { title: t("metaTitle") };
}

export default function NotFoundPage() {
  const t = useTranslations("common.notFound");
  return (
    <main id="content" className="flex min-h-[70dvh] items-center justify-center">
      <EmptyState
        icon={SearchX}
        heading="h1"
        title={t("title")}
        action={
          <Button asChild variant="primary">
            <Link href="/monitors">{t("back")}</Link>
          </Button>
        }
      >
        {t("message")}
      </EmptyState>
    </main>
  );
}
