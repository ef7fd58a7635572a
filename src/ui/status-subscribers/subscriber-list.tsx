"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Mail } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { SubscriberFilter } from "#contracts/status-subscriber.ts";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { OlderFooter } from "#ui/primitives/older-footer.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { SubscriberRow } from "./subscriber-row.tsx";

const STATES = SubscriberFilter.shape.state.unwrap().options;

export function SubscriberList({ pageId }: { pageId: string }) {
  const t = useTranslations("statusSubscribers");
  const [typed, setTyped] = useState("");
  const [state, setState] = useState<SubscriberFilter["state"]>("all");
  const search = useDeferredValue(typed);
  const query = useInfiniteQuery(
    useTRPC().statusSubscriber.list.infiniteQueryOptions(
      { pageId, search, state },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const items = query.data?.pages.flatMap((page) => page.items);
  const isFiltered = search !== "" || state !== "all";
  return (
    <>
      <div className="flex flex-wrap gap-3 border-b p-4">
        <Input
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          maxLength={100}
          className="sm:max-w-64"
        />
        <Segmented
          label={t("state")}
          value={state}
          onChange={setState}
          options={STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
        />
      </div>
      {query.isError && (
        <p role="alert" className="p-4 text-sm">
          {t("notLoaded")}
        </p>
      )}
      {query.isPending && (
        <p role="status" className="p-4 text-sm text-ink-3">
          {t("loading")}
        </p>
      )}
      {items?.length === 0 && isFiltered && <p className="p-4 text-sm text-ink-2">{t("noneFound")}</p>}
      {items?.length === 0 && !isFiltered && (
        <EmptyState icon={Mail} title={t("none")}>
          <p>{t("noneNote")}</p>
        </EmptyState>
      )}
      {items !== undefined && items.length > 0 && (
        <ul className="divide-y">
          {items.map((subscriber) => (
            <SubscriberRow key={subscriber.id} subscriber={subscriber} />
          ))}
        </ul>
      )}
      <OlderFooter query={query} />
    </>
  );
}
