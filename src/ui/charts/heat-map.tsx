"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useState } from "react";
import type { HeatCell, HeatMap as HeatMapData } from "#contracts/latency.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { classNames } from "#ui/primitives/class-names.ts";
import { HEAT_LEVELS, heatGrid, heatLevel, heatLimits } from "./heat-levels.ts";

type Metric = "p50Ms" | "p95Ms";
type Place = { day: number; hour: number };

const SHADES = ["bg-sunken", "bg-accent/12", "bg-accent/28", "bg-accent/48", "bg-accent/70", "bg-accent"];
const DAYS = [0, 1, 2, 3, 4, 5, 6];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const STEPS: Record<string, readonly [days: number, hours: number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1, 12);
const DAY_MS = 86_400_000;

/** The week as a table: arrow keys go from hour to hour, and each cell says its figure. */
export function HeatMap({ data, metric }: { data: HeatMapData; metric: Metric }) {
  const t = useTranslations("charts.week");
  const format = useFormat();
  const id = useId();
  const cellId = (at: Place) => `${id}-${at.day}-${at.hour}`;
  const [place, setPlace] = useState<Place>({ day: 0, hour: 9 });
  const grid = heatGrid(data.cells);
  const limits = heatLimits(data.cells.map((cell) => cell[metric]));
  const dayName = (day: number, weekday: "short" | "long") =>
    new Intl.DateTimeFormat(format.locale, { weekday, timeZone: "UTC" }).format(MONDAY + day * DAY_MS);
  const hourName = (hour: number) => `${pad(hour)}:${pad(data.offsetMin)}`;
  const describe = ({ day, hour }: Place) =>
    t("cell", {
      day: dayName(day, "long"),
      from: hourName(hour),
      to: hourName((hour + 1) % 24),
      what: sayCell(grid[day]?.[hour] ?? null),
    });
  const sayCell = (cell: HeatCell | null) => {
    const value = cell?.[metric] ?? null;
    if (cell === null || cell.ok + cell.failed === 0) return t("noChecks");
    const latency = value === null ? t("noneGood") : format.latency(value);
    return cell.failed === 0 ? latency : t("withFailed", { latency, failed: cell.failed });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [days, hours] = STEPS[event.key] ?? [0, 0];
    if (days === 0 && hours === 0) return;
    event.preventDefault();
    setPlace({ day: (place.day + days + 7) % 7, hour: (place.hour + hours + 24) % 24 });
  };
  return (
    <div className="px-2">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrow keys go from cell to cell, as ARIA says of a grid
        role="grid"
        aria-label={t("caption", { zone: data.zone })}
        tabIndex={0}
        aria-activedescendant={cellId(place)}
        onKeyDown={onKeyDown}
        className="w-full table-fixed border-separate border-spacing-px"
      >
        <thead>
          <tr>
            <td className="w-9" />
            {HOURS.map((hour) => (
              <th
                key={hour}
                scope="col"
                className="overflow-visible text-left text-[0.6875rem] font-normal whitespace-nowrap text-ink-3 tabular-nums"
              >
                <span className={hour % 6 === 0 ? "" : "sr-only"}>{hourName(hour)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DAYS.map((day) => (
            <tr key={day}>
              <th scope="row" className="pr-1 text-left text-xs font-normal text-ink-3">
                {dayName(day, "short")}
              </th>
              {HOURS.map((hour) => (
                <Cell
                  key={hour}
                  id={cellId({ day, hour })}
                  place={{ day, hour }}
                  level={heatLevel(grid[day]?.[hour]?.[metric] ?? null, limits)}
                  hasFailed={(grid[day]?.[hour]?.failed ?? 0) > 0}
                  isHere={place.day === day && place.hour === hour}
                  label={describe({ day, hour })}
                  onShow={setPlace}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 pt-3 text-xs">
        <p className="font-medium tabular-nums">{describe(place)}</p>
        <HeatLegend limits={limits} />
      </div>
    </div>
  );
}

type CellProps = {
  id: string;
  place: Place;
  level: number;
  hasFailed: boolean;
  isHere: boolean;
  label: string;
  onShow: (place: Place) => void;
};

function Cell({ id, place, level, hasFailed, isHere, label, onShow }: CellProps) {
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: see the grid
      role="gridcell"
      id={id}
      tabIndex={-1}
      aria-label={label}
      onPointerEnter={() => onShow(place)}
      className={classNames("relative h-6 rounded-xs p-0", SHADES[level], isHere && "ring-2 ring-ink")}
    >
      {hasFailed && (
        <span
          aria-hidden
          className="absolute right-px bottom-px size-1.5 rounded-full border border-surface bg-down-fill"
        />
      )}
    </td>
  );
}

function HeatLegend({ limits }: { limits: readonly number[] }) {
  const t = useTranslations("charts.week");
  const format = useFormat();
  const [least, most] = [limits[0], limits.at(-1)];
  if (least === undefined || most === undefined) return null;
  return (
    <p
      aria-hidden
      className="flex flex-wrap items-center gap-x-3.5 gap-y-1 whitespace-nowrap text-ink-3 tabular-nums"
    >
      <span className="flex items-center gap-1.5">
        ≤ {format.latency(least)}
        {SHADES.slice(1, HEAT_LEVELS + 1).map((shade) => (
          <span key={shade} className={classNames("size-3.5 rounded-xs", shade)} />
        ))}
        ≤ {format.latency(most)}
      </span>
      <span className="flex items-center gap-1.5">
        <span className="size-1.5 rounded-full bg-down-fill" />
        {t("failedDot")}
      </span>
    </p>
  );
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
