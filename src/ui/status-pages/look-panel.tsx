"use client";

import { useState } from "react";
import { LookForm } from "./look-form.tsx";
import { PagePreview } from "./page-preview.tsx";
import { PicturesCard } from "./pictures-card.tsx";
import { useStatusPage } from "./use-status-page.ts";

export function LookPanel() {
  const { page, canEdit } = useStatusPage();
  const [round, setRound] = useState(0);
  if (page === undefined) return null;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,25rem)] xl:grid-cols-[minmax(0,1fr)_minmax(0,30rem)]">
      <div className="flex min-w-0 flex-col gap-5">
        <LookForm key={round} page={page} onDiscard={canEdit ? () => setRound(round + 1) : null} />
        <PicturesCard page={page} canEdit={canEdit} />
      </div>
      <PagePreview page={page} />
    </div>
  );
}
