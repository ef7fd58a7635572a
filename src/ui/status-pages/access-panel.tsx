"use client";

import { useState } from "react";
import { AccessForm } from "./access-form.tsx";
import { AutoPostsForm } from "./auto-posts-form.tsx";
import { DomainCard } from "./domain-card.tsx";
import { SlugForm } from "./slug-form.tsx";
import { useStatusPage } from "./use-status-page.ts";

type Part = "access" | "slug" | "autoPosts";

/** Who gets in, by which address, and what goes out by itself. */
export function AccessPanel() {
  const { page, canEdit } = useStatusPage();
  const [rounds, setRounds] = useState<Record<Part, number>>({ access: 0, slug: 0, autoPosts: 0 });
  if (page === undefined) return null;
  const partProps = (part: Part) => ({
    page,
    onDiscard: canEdit ? () => setRounds((before) => ({ ...before, [part]: before[part] + 1 })) : null,
  });
  return (
    <div className="flex w-full max-w-3xl flex-col gap-5">
      <AccessForm key={`access-${String(rounds.access)}`} {...partProps("access")} />
      <SlugForm key={`slug-${String(rounds.slug)}`} {...partProps("slug")} />
      <DomainCard page={page} canEdit={canEdit} />
      <AutoPostsForm key={`posts-${String(rounds.autoPosts)}`} {...partProps("autoPosts")} />
    </div>
  );
}
