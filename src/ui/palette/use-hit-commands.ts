"use client";

import { useQueryClient } from "@tanstack/react-query";
import {
  Activity,
  Bell,
  CalendarClock,
  CheckCheck,
  type LucideIcon,
  Megaphone,
  Pause,
  PhoneCall,
  Play,
  RefreshCw,
  Route as RouteIcon,
  Siren,
  UserRound,
} from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { PaletteHit, PaletteKind } from "#contracts/palette.ts";
import { useMonitorActions } from "#ui/monitors/use-monitor-actions.ts";
import { useGo } from "#ui/shell/use-go.ts";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import type { Command } from "./command.ts";
import type { Verb } from "./read-verb.ts";

const ICONS: Record<PaletteKind, LucideIcon> = {
  monitor: Activity,
  incident: Siren,
  channel: Bell,
  maintenance: CalendarClock,
  policy: RouteIcon,
  schedule: PhoneCall,
  statusPage: Megaphone,
  person: UserRound,
};
const VERB_ICONS: Record<Verb, LucideIcon> = {
  pause: Pause,
  resume: Play,
  check: RefreshCw,
  acknowledge: CheckCheck,
};

/** What their note tells apart. */
const NOTED: ReadonlySet<PaletteKind> = new Set(["channel", "monitor", "person", "statusPage"]);

type HitCommands = { open: (hit: PaletteHit) => Command; act: (hit: PaletteHit) => Command[] };

/** What a hit leads to, and what can be done with it at once. */
export function useHitCommands(): HitCommands {
  const t = useTranslations("palette");
  const go = useGo();
  const run = useVerbs();
  return {
    open: (hit) => ({
      id: `${hit.kind}-${hit.id}`,
      title: hit.title,
      note: NOTED.has(hit.kind) ? hit.note : "",
      icon: ICONS[hit.kind],
      run: () => go(placeOf(hit)),
    }),
    act: (hit) =>
      verbsOf(hit).map((verb) => ({
        id: `${verb}-${hit.id}`,
        title: t(`verbs.${verb}`),
        note: hit.title,
        icon: VERB_ICONS[verb],
        run: () => void run[verb]({ id: hit.id, name: hit.title }),
      })),
  };
}

export function verbsOf({ kind, state }: PaletteHit): Verb[] {
  if (kind === "monitor") return state === "paused" ? ["resume"] : ["check", "pause"];
  return kind === "incident" && state === "open" ? ["acknowledge"] : [];
}

type Target = { id: string; name: string };

function useVerbs(): Record<Verb, (target: Target) => Promise<unknown>> {
  const t = useTranslations("palette");
  const { pause, resume, checkNow } = useMonitorActions();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  return {
    pause,
    resume,
    check: checkNow,
    acknowledge: async ({ id, name }) => {
      try {
        await client.incident.acknowledge.mutate({ id });
        toast.success(t("acknowledged", { name }));
      } catch (error) {
        toast.error(t("notAcknowledged", { name }), { description: errorMessage(error) });
      }
      void queryClient.invalidateQueries({ queryKey: trpc.incident.pathKey() });
    },
  };
}

/** Where one sees it. */
export function placeOf({ kind, id }: Pick<PaletteHit, "kind" | "id">): Route {
  if (kind === "monitor") return `/monitors/${id}` as Route;
  if (kind === "incident") return `/incidents/${id}` as Route;
  if (kind === "statusPage") return `/status-pages/${id}` as Route;
  const places = {
    channel: "/alerts",
    maintenance: "/maintenance",
    policy: "/alerts/escalation",
    schedule: "/alerts/on-call",
    person: "/settings/members",
  } as const;
  return places[kind] as Route;
}
