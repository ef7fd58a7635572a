"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { addRecent, type RecentOwner } from "./recent-places.ts";

const PLACE = /^\/(monitors|incidents)\/([0-9a-f-]{36})$/;
/** The title of a screen follows its address a moment later. */
const SETTLE_MS = 1_000;

/** Remembers for the palette which monitors and incidents were looked at. */
export function useRecordVisits({ userId, workspaceId }: RecentOwner): void {
  const path = usePathname();
  useEffect(() => {
    const [, section, id] = PLACE.exec(path) ?? [];
    if (id === undefined) return;
    const timer = setTimeout(() => {
      const title = document.title.replace(/ · Uptick$/, "").trim();
      const kind = section === "monitors" ? "monitor" : "incident";
      if (title !== "") addRecent({ userId, workspaceId }, { kind, id, title });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [path, userId, workspaceId]);
}
