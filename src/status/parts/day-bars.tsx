/** @jsxImportSource preact */
import type { SnapshotComponent, SnapshotDay } from "#contracts/status-snapshot.ts";
import { type DayKind, heightOfDay, kindOfDay, type Told, toldDays } from "../day-kind.ts";
import type { Words } from "../make-words.ts";

const STEP = 5;
const BAR = 3;
const HEIGHT = 34;

const CLASS_OF: Readonly<Record<DayKind, string>> = {
  fine: "ok",
  partly: "partly",
  degraded: "warn",
  down: "bad",
  maintenance: "work",
  none: "idle",
};

/** The shape of all bars, once for a document: what is drawn in it is a few rectangles instead of one for each day. */
export function BarShape({ days }: { days: number }) {
  const bars = Array.from(
    { length: days },
    (_, at) => `M${at * STEP} 1v${HEIGHT - 2}h${BAR}v-${HEIGHT - 2}z`,
  ).join("");
  return (
    <svg width="0" height="0" class="vh" aria-hidden="true" focusable="false">
      <clipPath id={`b${days}`}>
        <path d={bars} />
      </clipPath>
    </svg>
  );
}

type Props = { component: SnapshotComponent; days: SnapshotDay[]; id: string; words: Words };

export function DayBars({ component, days, id, words }: Props) {
  const width = days.length * STEP - (STEP - BAR);
  const told = toldDays(days);
  return (
    <>
      <svg
        class="b ok"
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${component.name}. ${labelOf(days, words)}`}
        data-n={days.length}
        data-d={days[0]?.day}
      >
        <g clip-path={`url(#b${days.length})`}>
          <rect width={width} height={HEIGHT} />
          {told.map((some) => (
            <Bar key={some.at} told={some} words={words} />
          ))}
        </g>
      </svg>
      <Axis component={component} days={days} words={words} />
      {told.length > 0 && (
        <details id={`${id}d`} class="small noprint">
          <summary>{words.t("bars.list", { count: told.length })}</summary>
          <ul>
            {[...told].reverse().map((some) => (
              <li key={some.at}>{describeDays(some, words)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Bar({ told, words }: { told: Told; words: Words }) {
  const { at, kind, days } = told;
  const [{ downMs, degradedMs }] = days;
  const x = at * STEP - 1;
  const width = days.length * STEP;
  const share = kind === "down" || kind === "degraded" ? heightOfDay(downMs + degradedMs) : 1;
  const tone = CLASS_OF[kind];
  return (
    <g data-i={at} data-c={days.length} class={tone}>
      <title>{describeDays(told, words)}</title>
      <rect class={share < 1 ? "z" : tone} x={x} width={width} height={HEIGHT} />
      {share < 1 && <rect x={x} y={HEIGHT * (1 - share)} width={width} height={HEIGHT * share} />}
    </g>
  );
}

function Axis({ component: { uptime }, days, words }: Omit<Props, "id">) {
  return (
    <p class="ax">
      <i>{words.t("bars.daysAgo", { count: days.length })}</i>
      {uptime && (
        <b>
          {words.t("bars.uptime", { percent: words.percent(uptime.ratio) })}
          {uptime.coverage !== null &&
            ` · ${words.t("bars.coverage", { percent: words.percent(uptime.coverage) })}`}
        </b>
      )}
      <i>{words.t("bars.today")}</i>
    </p>
  );
}

/** Such as "22 Nov 2026: down 12 min, degraded 3 min". */
function describeDays({ kind, days }: Told, words: Words): string {
  const { t, duration } = words;
  const [day] = days;
  const last = days.at(-1) ?? day;
  const parts = [
    day.downMs > 0 && t("bars.dayDown", { duration: duration(day.downMs) }),
    day.degradedMs > 0 && t("bars.dayDegraded", { duration: duration(day.degradedMs) }),
    day.maintenanceMs > 0 && t("bars.dayMaintenance", { duration: duration(day.maintenanceMs) }),
    kind === "none" && t("bars.dayNone"),
    kind === "partly" && t("bars.coverage", { percent: words.wholePercent(day.coverage ?? 0) }),
  ].filter((part) => part !== false);
  const when = last === day ? words.dayOf(day.day) : words.daysOf(day.day, last.day);
  return `${when}: ${parts.join(", ")}`;
}

const LABELS = ["down", "degraded", "maintenance", "partly", "none", "fine"] as const;

function labelOf(days: readonly SnapshotDay[], words: Words): string {
  const counts = LABELS.map((kind) => ({
    kind,
    count: days.filter((day) => kindOfDay(day) === kind).length,
  }));
  const text = counts
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => words.t(`bars.${kind}`, { count }))
    .join(", ");
  return words.t("bars.label", { count: days.length, text });
}
