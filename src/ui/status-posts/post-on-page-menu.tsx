"use client";

import { useQuery } from "@tanstack/react-query";
import { Megaphone } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "#ui/primitives/menu.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

/** From an incident to the pages that show its monitors; nothing where there is none. */
export function PostOnPageMenu({ incidentId }: { incidentId: string }) {
  const t = useTranslations("statusPosts.fromIncident");
  const trpc = useTRPC();
  const query = useQuery(
    trpc.statusPost.draftsOfIncident.queryOptions({ id: incidentId }, { staleTime: 30_000 }),
  );
  const pages = query.data ?? [];
  if (pages.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button>
          <Megaphone aria-hidden className="size-4" />
          {t("open")}
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        {pages.map(({ pageId, pageTitle, postId }) => (
          <MenuItem key={pageId} asChild>
            <Link
              href={
                (postId === null
                  ? `/status-pages/${pageId}/posts?incident=${incidentId}`
                  : `/status-pages/${pageId}/posts`) as Route
              }
            >
              {t(postId === null ? "write" : "goOn", { title: pageTitle })}
            </Link>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
