"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronsUpDown, Plus, Settings } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "#ui/primitives/menu.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";

type WorkspaceSwitcherProps = { current: { id: string; name: string } };

/** The list is asked for when it is opened: most people have one workspace and never look. */
export function WorkspaceSwitcher({ current }: WorkspaceSwitcherProps) {
  const t = useTranslations("team.switcher");
  const client = useTRPCClient();
  const [open, setOpen] = useState(false);
  const query = useQuery(useTRPC().workspace.list.queryOptions(undefined, { enabled: open }));

  const change = async (id: string) => {
    if (id === current.id) return;
    try {
      await client.workspace.switch.mutate({ id });
    } catch (error) {
      toast.error(errorMessage(error));
      return;
    }
    // A whole page load, so that nothing of the other workspace stays in memory.
    window.location.assign("/monitors");
  };

  return (
    <Menu open={open} onOpenChange={setOpen}>
      <MenuTrigger
        aria-label={t("label", { name: current.name })}
        className="flex h-9 min-w-0 shrink items-center gap-1.5 rounded-md px-1.5 text-sm font-medium hover:bg-hover lg:mr-1"
      >
        <WorkspaceMark name={current.name} />
        <span className="max-w-36 truncate max-lg:hidden">{current.name}</span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      </MenuTrigger>
      <MenuContent align="start" className="w-64">
        <MenuLabel>{t("yours")}</MenuLabel>
        {query.isPending && <p className="px-2.5 py-1.5 text-sm text-ink-3">{t("loading")}</p>}
        {query.isError && <p className="px-2.5 py-1.5 text-sm text-down">{t("notLoaded")}</p>}
        <MenuRadioGroup
          value={current.id}
          onValueChange={(id) => void change(id)}
          className="max-h-72 overflow-y-auto"
        >
          {query.data?.map(({ id, name }) => (
            <MenuRadioItem key={id} value={id}>
              <WorkspaceMark name={name} />
              <span className="min-w-0 truncate">{name}</span>
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
        <MenuSeparator />
        <MenuItem asChild>
          <Link href="/settings">
            <Settings aria-hidden className="size-4 text-ink-3" />
            {t("settings")}
          </Link>
        </MenuItem>
        <MenuItem asChild>
          <Link href="/new-workspace">
            <Plus aria-hidden className="size-4 text-ink-3" />
            {t("create")}
          </Link>
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

function WorkspaceMark({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="flex size-5.5 shrink-0 items-center justify-center rounded-md border bg-sunken text-[0.6875rem] font-semibold text-ink-2"
    >
      {[...name.trim()][0]?.toUpperCase() ?? "?"}
    </span>
  );
}
