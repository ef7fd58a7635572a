"use client";

import { useState } from "react";
import { ContentForm } from "./content-form.tsx";
import { ContentReading } from "./content-reading.tsx";
import { PagePreview } from "./page-preview.tsx";
import { useStatusPage } from "./use-status-page.ts";

export function ContentPanel() {
  const { page, canEdit } = useStatusPage();
  // Discarding begins the form anew.
  const [round, setRound] = useState(0);
  if (page === undefined) return null;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,25rem)] xl:grid-cols-[minmax(0,1fr)_minmax(0,30rem)]">
      {canEdit ? (
        <ContentForm key={round} page={page} onDiscard={() => setRound(round + 1)} />
      ) : (
        <ContentReading page={page} />
      )}
      <PagePreview page={page} />
    </div>
  );
}
