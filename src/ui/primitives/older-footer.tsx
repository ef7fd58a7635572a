"use client";

import { useTranslations } from "next-intl";
import { Button } from "./button.tsx";

type OlderFooterProps = {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  label?: string;
};

/** The end of a list in a card, as long as there is more. */
export function OlderFooter({ query, label }: OlderFooterProps) {
  const t = useTranslations("common");
  if (!query.hasNextPage) return null;
  return (
    <div className="flex justify-center border-t p-3">
      <Button size="sm" onClick={() => void query.fetchNextPage()} busy={query.isFetchingNextPage}>
        {label ?? t("older")}
      </Button>
    </div>
  );
}
