"use client";

import { Bot, ExternalLink, MessageSquarePlus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { PostView } from "#contracts/status-post.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { Markdown } from "#ui/markdown/markdown.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Card } from "#ui/primitives/card.tsx";
import { ComponentStateLabel } from "#ui/status-pages/component-state-label.tsx";
import { useEditablePage } from "#ui/status-pages/editable-page-context.ts";
import { PostActions } from "./post-actions.tsx";
import { PostStateLabel } from "./post-state-label.tsx";
import { UpdateForm } from "./update-form.tsx";
import { UpdateList } from "./update-list.tsx";

export function PostCard({ post }: { post: PostView }) {
  const t = useTranslations("statusPosts");
  const { canEdit } = useEditablePage();
  const [updating, setUpdating] = useState(false);
  const isHidden = post.publishedAt === null;
  return (
    <Card aria-label={post.title}>
      <div className="flex items-start justify-between gap-3 p-4">
        <div className="flex min-w-0 flex-1 flex-col gap-1.5">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 className="min-w-0 font-semibold break-words">{post.title}</h2>
            <PostStateLabel state={post.state} />
          </div>
          <Facts post={post} />
          <Affected post={post} />
        </div>
        <div className="flex items-center gap-1">
          {!isHidden && (
            <Button asChild variant="ghost" size="icon">
              <a
                href={post.url}
                target="_blank"
                rel="noreferrer"
                aria-label={t("card.visit", { title: post.title })}
              >
                <ExternalLink aria-hidden className="size-4" />
              </a>
            </Button>
          )}
          {canEdit && <PostActions post={post} />}
        </div>
      </div>
      {post.suggestion !== null && canEdit && !updating && (
        <div
          role="status"
          className="mx-4 mb-4 flex flex-wrap items-center justify-between gap-3 rounded-md border bg-sunken p-3"
        >
          <p className="min-w-0 flex-1 basis-60 text-[0.8125rem] text-pretty">
            {t("card.suggestion", { body: post.suggestion.body })}
          </p>
          <Button size="sm" onClick={() => setUpdating(true)}>
            {t("card.useSuggestion")}
          </Button>
        </div>
      )}
      <UpdateList post={post} />
      {post.postMortem !== null && (
        <details className="border-t px-4 py-3">
          <summary className="cursor-pointer text-[0.8125rem] font-medium">{t("postMortem.title")}</summary>
          <div className="pt-3">
            <Markdown text={post.postMortem} />
          </div>
        </details>
      )}
      {canEdit && !updating && (
        <div className="flex border-t p-3">
          <Button size="sm" onClick={() => setUpdating(true)}>
            <MessageSquarePlus aria-hidden className="size-3.5" />
            {t("update.open")}
            <span className="sr-only">: {post.title}</span>
          </Button>
        </div>
      )}
      {updating && <UpdateForm post={post} onDone={() => setUpdating(false)} />}
    </Card>
  );
}

function Facts({ post }: { post: PostView }) {
  const t = useTranslations("statusPosts");
  const format = useFormat();
  const { kind, impact, startsAt, endsAt, publishAt, publishedAt, isAutomatic, incidentId } = post;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-3">
      <span>{t(`kinds.${kind}`)}</span>
      {kind !== "announcement" && <span>{t("card.impact", { impact: t(`impacts.${impact}`) })}</span>}
      <span className="tabular-nums">
        {endsAt === null
          ? t.rich("card.since", { at: () => <Moment at={startsAt} withDay /> })
          : format.span({ startsAt, endsAt })}
      </span>
      {publishedAt === null && publishAt === null && (
        <strong className="text-ink-2">{t("card.draft")}</strong>
      )}
      {publishedAt === null && publishAt !== null && (
        <strong className="text-ink-2">
          {t.rich("card.publishes", { at: () => <Moment at={publishAt} withDay /> })}
        </strong>
      )}
      {isAutomatic && (
        <span className="inline-flex items-center gap-1">
          <Bot aria-hidden className="size-3.5" />
          {t("card.automatic")}
        </span>
      )}
      {incidentId !== null && (
        <Link href={`/incidents/${incidentId}`} className="rounded text-accent-text underline">
          {t("card.incident")}
        </Link>
      )}
    </div>
  );
}

function Affected({ post: { components } }: { post: PostView }) {
  if (components.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 pt-1">
      {components.map(({ id, name, impact }) => (
        <li key={id} className="inline-flex min-w-0 flex-wrap items-center gap-x-2 text-[0.8125rem]">
          <span className="min-w-0 break-words">{name}</span>
          <ComponentStateLabel state={impact} />
        </li>
      ))}
    </ul>
  );
}
