"use client";

import { Activity, Siren } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PALETTE_KINDS, type PaletteHit, type PaletteKind } from "#contracts/palette.ts";
import { readRecent } from "#ui/shell/recent-places.ts";
import type { ShellReader } from "#ui/shell/shell.tsx";
import { useGo } from "#ui/shell/use-go.ts";
import type { Command } from "./command.ts";
import { matchScore } from "./match-score.ts";
import type { CommandGroup } from "./palette-group.tsx";
import { readVerb } from "./read-verb.ts";
import { useCommands } from "./use-commands.ts";
import { placeOf, useHitCommands, verbsOf } from "./use-hit-commands.ts";
import { usePaletteSearch } from "./use-palette-search.ts";

/** The lines for what is typed, in the order in which they are shown. */
export function usePaletteGroups({ text, reader }: { text: string; reader: ShellReader }) {
  const t = useTranslations("palette");
  const names = useVerbNames();
  const typed = readVerb(text, names);
  const verb = reader.canEdit ? typed.verb : null;
  const { hits, waiting, error } = usePaletteSearch(verb === null ? text.trim() : typed.search);
  const { open, act } = useHitCommands();
  const { actions, places } = useCommands(reader);
  const recent = useRecentCommands(reader);

  if (verb !== null) {
    const able = hits.filter((hit) => verbsOf(hit).includes(verb));
    const commands = able.flatMap((hit) => act(hit).filter(({ id }) => id.startsWith(verb)));
    return { groups: [{ title: names[verb], commands }], waiting, error };
  }
  const first = reader.canEdit ? hits.find((hit) => verbsOf(hit).length > 0) : undefined;
  const groups: CommandGroup[] =
    text.trim() === ""
      ? [
          { title: t("groups.recent"), commands: recent },
          { title: t("groups.places"), commands: places },
          { title: t("groups.actions"), commands: actions },
        ]
      : [
          ...PALETTE_KINDS.map((kind) => ({
            title: t(`groups.${kind}`),
            commands: ofKind(hits, kind).map(open),
          })),
          { title: t("groups.now"), commands: first === undefined ? [] : act(first) },
          { title: t("groups.places"), commands: rank(places, text) },
          { title: t("groups.actions"), commands: rank(actions, text) },
        ];
  return { groups, waiting, error };
}

function useVerbNames() {
  const t = useTranslations("palette.verbs");
  return {
    pause: t("pause"),
    resume: t("resume"),
    check: t("check"),
    acknowledge: t("acknowledge"),
  };
}

function useRecentCommands(reader: ShellReader): Command[] {
  const go = useGo();
  const [recent] = useState(() => readRecent(reader));
  return recent.map((place) => ({
    id: `recent-${place.id}`,
    title: place.title,
    icon: place.kind === "monitor" ? Activity : Siren,
    run: () => go(placeOf(place)),
  }));
}

function ofKind(hits: readonly PaletteHit[], kind: PaletteKind): PaletteHit[] {
  return hits.filter((hit) => hit.kind === kind);
}

function rank(commands: readonly Command[], search: string): Command[] {
  return commands
    .flatMap((command) => {
      const score = matchScore(`${command.title} ${command.words ?? ""}`, search);
      return score === null ? [] : [{ command, score }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ command }) => command);
}
