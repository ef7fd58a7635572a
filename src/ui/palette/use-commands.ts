"use client";

import {
  CalendarPlus,
  ChevronsRight,
  Clock,
  Keyboard,
  Languages,
  LogOut,
  type LucideIcon,
  Plus,
  Siren,
} from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import type { Locale } from "#contracts/locale.ts";
import { LOCALES } from "#contracts/locales.ts";
import { useFlipMoments } from "#ui/format/preferences-context.tsx";
import { leaveUptick } from "#ui/shell/leave-uptick.ts";
import { SECTIONS, SETTINGS } from "#ui/shell/sections.ts";
import type { ShellReader } from "#ui/shell/shell.tsx";
import { showShellDialog } from "#ui/shell/shell-dialog.ts";
import { useGo } from "#ui/shell/use-go.ts";
import { useSetLocale } from "#ui/shell/use-set-locale.ts";
import { THEMES } from "#ui/theme/themes.ts";
import type { Command } from "./command.ts";
import { useWorkspaceCommands } from "./use-workspace-commands.ts";

/** What can be done from everywhere, whatever is searched. */
export function useCommands(reader: ShellReader): { actions: Command[]; places: Command[] } {
  const actions = [
    ...useMakers(reader.canEdit),
    ...useWorkspaceCommands(reader.workspaceId),
    ...useSwitches(),
  ];
  return { actions, places: usePlaces() };
}

function usePlaces(): Command[] {
  const t = useTranslations("shell.sections");
  const go = useGo();
  const places: Command[] = [...SECTIONS, ...SETTINGS].map(({ href, name, keys }) => ({
    id: `go-${name}`,
    title: t(name),
    keys,
    icon: ChevronsRight,
    run: () => go(href),
  }));
  const reference = {
    id: "go-developers",
    title: t("developers"),
    words: "rest openapi",
    icon: ChevronsRight,
  };
  return [...places, { ...reference, run: () => go("/developers") }];
}

function useMakers(canEdit: boolean): Command[] {
  const t = useTranslations("palette");
  if (!canEdit) return [];
  const opens = (
    dialog: "monitor" | "incident" | "maintenance",
    icon: LucideIcon,
    keys?: string,
  ): Command => ({
    id: `open-${dialog}`,
    title: t(`open.${dialog}`),
    icon,
    ...(keys !== undefined && { keys }),
    // The palette closes first, or its closing would close what it has opened.
    run: () => queueMicrotask(() => showShellDialog(dialog)),
  });
  return [opens("monitor", Plus, "c"), opens("incident", Siren), opens("maintenance", CalendarPlus)];
}

function useSwitches(): Command[] {
  const t = useTranslations("palette");
  const shell = useTranslations("shell");
  const common = useTranslations("common");
  const { theme, setTheme } = useTheme();
  const locale = useLocale();
  const setLocale = useSetLocale();
  const flipMoments = useFlipMoments();
  const themes = THEMES.filter(({ value }) => value !== theme).map(({ value, icon }) => ({
    id: `theme-${value}`,
    title: t("theme", { name: shell(`themes.${value}`) }),
    icon,
    run: () => setTheme(value),
  }));
  const languages = LOCALES.filter((other) => other !== locale).map((other) => ({
    id: `language-${other}`,
    title: t("language", { name: nameOf(other) }),
    // Whoever does not read the present language looks for their own, or for the English word.
    words: "language sprache भाषा",
    icon: Languages,
    run: () => void setLocale(other),
  }));
  return [
    {
      id: "shortcuts",
      title: shell("shortcuts"),
      keys: "?",
      icon: Keyboard,
      run: () => queueMicrotask(() => showShellDialog("shortcuts")),
    },
    { id: "moments", title: shell("keys.moments"), keys: "t", icon: Clock, run: flipMoments },
    ...themes,
    ...languages,
    {
      id: "sign-out",
      title: shell("signOut"),
      icon: LogOut,
      run: () => void leaveUptick(common("stillSignedIn")),
    },
  ];
}

/** A language in its own words. */
function nameOf(locale: Locale): string {
  return new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
}
