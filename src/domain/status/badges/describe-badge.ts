import type { Locale } from "#contracts/locale.ts";
import type { BadgeColour, BadgeKind } from "#contracts/status-badge.ts";
import type { ComponentState } from "#contracts/status-post.ts";
import type { SnapshotComponent, SnapshotDay, StatusSnapshot } from "#contracts/status-snapshot.ts";
import { currentState, isCurrent } from "../current-state.ts";
import type { Badge } from "./badge.ts";
import { BADGE_WORDS } from "./badge-words.ts";
import type { BadgeRequest } from "./read-badge-request.ts";

const DAY_MS = 86_400_000;

export type DescribedBadge =
  | { kind: "badge"; badge: Badge }
  /** The page has no such component. */
  | { kind: "missing" }
  | { kind: "wrong"; problem: string };

type Said = { message: string; colour: BadgeColour };
type About = { snapshot: StatusSnapshot; components: readonly SnapshotComponent[]; nowMs: number };
type Told = { locale: Locale; days: number };

/** By the snapshot alone, so that a badge knows what the page shows and nothing else. */
export function describeBadge(snapshot: StatusSnapshot, asked: BadgeRequest, nowMs: number): DescribedBadge {
  const { componentId, options, kind } = asked;
  const all = snapshot.sections.flatMap(({ components }) => components);
  const components = componentId === null ? all : all.filter(({ id }) => id === componentId);
  const [only] = components;
  if (componentId !== null && only === undefined) return { kind: "missing" };

  const shownDays = snapshot.page.look.historyDays;
  const days = options.days ?? shownDays;
  if (days > shownDays) return { kind: "wrong", problem: `days: the page shows ${shownDays}` };

  const locale = options.lang ?? snapshot.page.look.locale;
  const state = componentId === null || only === undefined ? snapshot.state : only.state;
  const about = { snapshot, components, nowMs };
  const { message, colour } =
    kind === "status" ? sayState(about, { state, locale }) : SAY[kind](about, { locale, days });
  const name = only === undefined || componentId === null ? snapshot.page.title : only.name;
  return {
    kind: "badge",
    badge: {
      label: options.label ?? labelOf(kind, { name, locale, days }),
      message,
      colour: options.color ?? colour,
      labelColour: options.labelColor ?? "grey",
      style: options.style,
      locale,
    },
  };
}

/** What is wrong with what was asked, as a badge. */
export function wrongBadge(problem: string): Badge {
  return {
    label: "badge",
    message: problem,
    colour: "red",
    labelColour: "grey",
    style: "flat",
    locale: "en",
  };
}

function labelOf(kind: BadgeKind, { name, locale, days }: Told & { name: string }): string {
  if (kind === "status") return name;
  const words = BADGE_WORDS[locale];
  return kind === "uptime" ? `${words.kind.uptime} ${words.days(days)}` : words.kind[kind];
}

const STATE_COLOUR: Readonly<Record<ComponentState, BadgeColour>> = {
  operational: "green",
  unknown: "grey",
  maintenance: "blue",
  degraded: "yellow",
  partial_outage: "orange",
  major_outage: "red",
};

function sayState({ snapshot, nowMs }: About, said: { state: ComponentState; locale: Locale }): Said {
  const words = BADGE_WORDS[said.locale];
  const current = { isCurrent: isCurrent(snapshot, nowMs) };
  const state = currentState(said.state, current);
  if (!current.isCurrent && state === "unknown") return { message: words.notCurrent, colour: "grey" };
  return { message: words.state[state], colour: STATE_COLOUR[state] };
}

const SAY: Readonly<Record<Exclude<BadgeKind, "status">, (about: About, told: Told) => Said>> = {
  uptime: ({ snapshot, components }, { locale, days }) => {
    const ratio = uptimeOf(components, { days, shownDays: snapshot.page.look.historyDays });
    if (ratio === null) return nothing(locale);
    const colour = ratio >= 0.999 ? "green" : ratio >= 0.99 ? "yellow" : ratio >= 0.95 ? "orange" : "red";
    return { message: writeRatio(ratio, locale), colour };
  },
  p95: ({ components }, { locale }) => {
    const slowestMs = Math.max(...components.map(({ p95Ms }) => p95Ms ?? Number.NEGATIVE_INFINITY));
    if (!Number.isFinite(slowestMs)) return nothing(locale);
    const colour = slowestMs < 500 ? "green" : slowestMs < 1500 ? "yellow" : "orange";
    return { message: writeMs(slowestMs, locale), colour };
  },
  certificate: ({ components, nowMs }, { locale }) => {
    const ends = components.flatMap(({ certificateEndsAt }) => certificateEndsAt ?? []);
    if (ends.length === 0) return nothing(locale);
    const daysLeft = Math.floor((Math.min(...ends) - nowMs) / DAY_MS);
    if (Math.min(...ends) <= nowMs) return { message: BADGE_WORDS[locale].expired, colour: "red" };
    const colour = daysLeft >= 21 ? "green" : daysLeft >= 7 ? "yellow" : "red";
    return { message: BADGE_WORDS[locale].days(daysLeft), colour };
  },
};

function nothing(locale: Locale): Said {
  return { message: BADGE_WORDS[locale].unknown, colour: "grey" };
}

type Asked = { days: number; shownDays: number };

/** By time over all components that show their uptime; 0…1, null when nothing is known of them. */
function uptimeOf(components: readonly SnapshotComponent[], { days, shownDays }: Asked): number | null {
  const shown = components.filter(({ uptime }) => uptime !== null);
  const withDays = shown.flatMap((component) => (component.days === null ? [] : [component.days]));
  if (withDays.length === shown.length && shown.length > 0) {
    const counted = withDays.flatMap((own) => own.slice(-days));
    const upMs = sum(counted, (day) => day.upMs + day.degradedMs);
    const downMs = sum(counted, (day) => day.downMs);
    return upMs + downMs === 0 ? null : upMs / (upMs + downMs);
  }
  // Without bars only the figure of all days is public.
  if (days !== shownDays || shown.length === 0) return null;
  return shown.reduce((total, { uptime }) => total + (uptime?.ratio ?? 0), 0) / shown.length;
}

function sum(days: readonly SnapshotDay[], of: (day: SnapshotDay) => number): number {
  return days.reduce((total, day) => total + of(day), 0);
}

/** Rounded down: only exactly 1 is 100 %. */
function writeRatio(ratio: number, locale: Locale): string {
  const scale = ratio >= 0.99 ? 100_000 : 10_000;
  // The tiny addition undoes binary noise: 0.99995 must give 99.995.
  const floored = Math.min(Math.floor(ratio * scale + 1e-6) / scale, ratio);
  return new Intl.NumberFormat(locale, {
    style: "percent",
    maximumFractionDigits: 3,
    minimumFractionDigits: ratio === 1 ? 0 : 2,
  }).format(floored);
}

function writeMs(ms: number, locale: Locale): string {
  const isLong = ms >= 10_000;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: isLong ? 1 : 0 });
  return `${number.format(isLong ? ms / 1000 : ms)} ${isLong ? "s" : "ms"}`;
}
