"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Megaphone, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PostFilter } from "#contracts/status-post.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { OlderFooter } from "#ui/primitives/older-footer.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { useEditablePage } from "#ui/status-pages/editable-page-context.ts";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { ComposeDialog } from "./compose-dialog.tsx";
import { PostCard } from "./post-card.tsx";
import { newPostValues, type PostValues, valuesOfDraft } from "./post-values.ts";
import { TemplatesCard } from "./templates-card.tsx";

const REFRESH_MS = 10_000;
const FILTER_AFTER: Record<PostValues["publish"], PostFilter> = {
  now: "open",
  draft: "drafts",
  at: "scheduled",
};

/** `incidentId`: the composer opens with a beginning about it. */
export function PostsPanel({ incidentId }: { incidentId: string | null }) {
  const t = useTranslations("statusPosts");
  const trpc = useTRPC();
  const { id: pageId, canEdit } = useEditablePage();
  const [filter, setFilter] = useState<PostFilter>("open");
  const [composing, setComposing] = useState(false);
  const query = useInfiniteQuery(
    trpc.statusPost.list.infiniteQueryOptions(
      { pageId, filter },
      { getNextPageParam: ({ next }) => next ?? undefined, refetchInterval: REFRESH_MS },
    ),
  );
  const posts = query.data?.pages.flatMap((page) => page.posts) ?? [];
  const counts = query.data?.pages[0]?.counts;
  const label = (value: PostFilter) =>
    counts === undefined ? t(`filters.${value}`) : `${t(`filters.${value}`)} ${counts[value]}`;
  const add = canEdit && (
    <Button variant="primary" onClick={() => setComposing(true)}>
      <Plus aria-hidden className="size-4" />
      {t("add")}
    </Button>
  );
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Segmented
          label={t("filters.label")}
          value={filter}
          onChange={setFilter}
          options={PostFilter.options.map((value) => ({ value, label: label(value) }))}
        />
        {add}
      </div>
      {query.isPending && <Skeleton className="h-40" />}
      {query.isError && query.data === undefined && (
        <Card>
          <QueryError title={t("notLoaded")} query={query} />
        </Card>
      )}
      {query.data !== undefined && posts.length === 0 && (
        <Card>
          <EmptyState icon={Megaphone} title={t(`empty.${filter}.title`)}>
            {t(`empty.${filter}.text`)}
          </EmptyState>
        </Card>
      )}
      {posts.map((post) => (
        <PostCard key={post.id} post={post} />
      ))}
      <OlderFooter query={query} />
      <TemplatesCard />
      {composing && (
        <ComposeDialog
          initial={newPostValues(Date.now())}
          onClose={() => setComposing(false)}
          onPosted={(publish) => setFilter(FILTER_AFTER[publish])}
        />
      )}
      {incidentId !== null && canEdit && (
        <IncidentComposer incidentId={incidentId} onPosted={(publish) => setFilter(FILTER_AFTER[publish])} />
      )}
    </div>
  );
}

type IncidentComposerProps = { incidentId: string; onPosted: (publish: PostValues["publish"]) => void };

function IncidentComposer({ incidentId, onPosted }: IncidentComposerProps) {
  const trpc = useTRPC();
  const { id: pageId } = useEditablePage();
  const [isOpen, setOpen] = useState(true);
  const query = useQuery(trpc.statusPost.draftsOfIncident.queryOptions({ id: incidentId }));
  const draft = query.data?.find((one) => one.pageId === pageId);
  if (!isOpen || draft === undefined || draft.postId !== null) return null;
  const initial = valuesOfDraft(draft, incidentId, Date.now());
  return <ComposeDialog initial={initial} onClose={() => setOpen(false)} onPosted={onPosted} />;
}
