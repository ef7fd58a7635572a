import { Temporal } from "temporal-polyfill";
import type { ObjectiveWindow } from "#contracts/objective.ts";
import { type LocalDay, localDayOf, momentOf } from "../notification/wall-clock.ts";
import type { Window } from "../uptime/report-uptime.ts";

const DAY_MS = 86_400_000;

/** The window under way at that moment: a rolling one ends now, a calendar one when its period ends. */
export function objectiveWindow(window: ObjectiveWindow, zone: string, nowMs: number): Window {
  if (window.kind === "rolling") return { fromMs: nowMs - window.days * DAY_MS, toMs: nowMs };
  const today = localDayOf(nowMs, zone);
  switch (window.period) {
    case "week": {
      const first = today.subtract({ days: today.dayOfWeek - 1 });
      return between(first, first.add({ weeks: 1 }), zone);
    }
    case "month": {
      const first = today.with({ day: 1 });
      return between(first, first.add({ months: 1 }), zone);
    }
    case "quarter": {
      const first = today.with({ day: 1, month: today.month - ((today.month - 1) % 3) });
      return between(first, first.add({ months: 3 }), zone);
    }
  }
}

/** A month such as "2026-10" by the clocks of the zone. */
export function monthWindow(month: string, zone: string): Window {
  const first = Temporal.PlainDate.from(`${month}-01`);
  return between(first, first.add({ months: 1 }), zone);
}

/** The month that the moment lies in, such as "2026-10", moved by so many months. */
export function monthOf(atMs: number, zone: string, moved = 0): string {
  return localDayOf(atMs, zone).with({ day: 1 }).add({ months: moved }).toString().slice(0, 7);
}

function between(first: LocalDay, end: LocalDay, zone: string): Window {
  return { fromMs: momentOf(first, "00:00", zone), toMs: momentOf(end, "00:00", zone) };
}
