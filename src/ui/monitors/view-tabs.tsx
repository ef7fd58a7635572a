"use client";

import { useQuery } from "@tanstack/react-query";
import { Bookmark, ChevronDown, Pencil, RotateCcw, Save, Trash2, Users } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SavedViewItem } from "#contracts/saved-view.ts";
import { classNames } from "#ui/primitives/class-names.ts";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#ui/primitives/menu.tsx";
import { onDemand } from "#ui/primitives/on-demand.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { isSameView, type ListView, readView, writeView } from "./list-query.ts";
import { showQuery, withView } from "./use-list-view.ts";
import { useViewActions } from "./use-view-actions.ts";

const ViewDialog = onDemand(async () => (await import("./view-dialog.tsx")).ViewDialog);

/** Views by name; the one that was opened stays marked while it is changed. */
export function ViewTabs({ view }: { view: ListView }) {
  const t = useTranslations("monitors.views");
  const trpc = useTRPC();
  const { data: views = [] } = useQuery(trpc.savedView.list.queryOptions());
  const opened = useSearchParams().get("view");
  const query = writeView({ ...view, closed: [] });
  const current =
    views.find(({ id }) => id === opened) ?? views.find((saved) => isSameView(saved.query, query)) ?? null;
  const [editing, setEditing] = useState<{ saved: SavedViewItem | null } | null>(null);
  const isWhole = current === null && query === "";
  const isNew = current === null && !isWhole;
  if (views.length === 0 && !isNew) return null;

  return (
    <nav
      aria-label={t("label")}
      className="-mx-4 -mt-2 flex items-center gap-1 overflow-x-auto px-4 sm:mx-0 sm:px-0"
    >
      <Tab isCurrent={isWhole} onClick={() => showQuery("")}>
        {t("all")}
      </Tab>
      {views.map((saved) => (
        <SavedTab
          key={saved.id}
          saved={saved}
          isCurrent={saved.id === current?.id}
          query={query}
          onEdit={() => setEditing({ saved })}
        />
      ))}
      {isNew && (
        <button
          type="button"
          onClick={() => setEditing({ saved: null })}
          className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-[0.8125rem] font-medium text-accent-text hover:bg-hover"
        >
          <Bookmark aria-hidden className="size-3.5" />
          {t("save")}
        </button>
      )}
      {editing && (
        <ViewDialog
          saved={editing.saved}
          query={editing.saved?.query ?? query}
          onOpenChange={(stays) => !stays && setEditing(null)}
          onSaved={(id) => showQuery(withView(query, id))}
        />
      )}
    </nav>
  );
}

type SavedTabProps = { saved: SavedViewItem; isCurrent: boolean; query: string; onEdit: () => void };

function SavedTab({ saved, isCurrent, query, onEdit }: SavedTabProps) {
  const t = useTranslations("monitors.views");
  const actions = useViewActions();
  const isModified = isCurrent && !isSameView(saved.query, query);
  const { id, name } = saved;
  const open = () => showQuery(withView(writeView(readView(new URLSearchParams(saved.query))), id));
  return (
    <span className="inline-flex shrink-0 items-center">
      <Tab isCurrent={isCurrent} onClick={open}>
        {name}
        {saved.isShared && <Users role="img" aria-label={t("sharedMark")} className="size-3.5 text-ink-3" />}
        {isModified && <span className="text-xs font-normal text-warn">{t("modified")}</span>}
      </Tab>
      {isCurrent && (saved.canEdit || isModified) && (
        <Menu>
          <MenuTrigger
            aria-label={t("actions", { name })}
            className="flex size-8 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
          >
            <ChevronDown aria-hidden className="size-4" />
          </MenuTrigger>
          <MenuContent align="start">
            {isModified && (
              <MenuItem onSelect={open}>
                <RotateCcw aria-hidden className="size-4 text-ink-3" />
                {t("reset")}
              </MenuItem>
            )}
            {saved.canEdit && isModified && (
              <MenuItem onSelect={() => void actions.save({ ...saved, query })}>
                <Save aria-hidden className="size-4 text-ink-3" />
                {t("update", { name })}
              </MenuItem>
            )}
            {saved.canEdit && (
              <>
                <MenuItem onSelect={onEdit}>
                  <Pencil aria-hidden className="size-4 text-ink-3" />
                  {t("edit")}
                </MenuItem>
                <MenuSeparator />
                <MenuItem danger onSelect={() => void actions.remove(saved)}>
                  <Trash2 aria-hidden className="size-4" />
                  {t("delete")}
                </MenuItem>
              </>
            )}
          </MenuContent>
        </Menu>
      )}
    </span>
  );
}

type TabProps = { isCurrent: boolean; onClick: () => void; children: React.ReactNode };

function Tab({ isCurrent, onClick, children }: TabProps) {
  return (
    <button
      type="button"
      aria-current={isCurrent ? "true" : undefined}
      onClick={onClick}
      className={classNames(
        "inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-[0.8125rem] font-medium whitespace-nowrap",
        isCurrent ? "bg-sunken text-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
      )}
    >
      {children}
    </button>
  );
}
