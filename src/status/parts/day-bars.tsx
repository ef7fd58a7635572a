/** @jsxImportSource preact */
import type { SnapshotComponent, SnapshotDay } from "#contracts/status-snapshot.ts";
import { type DayKind, heightOfDay, kindOfDay } from "../day-kind.ts";
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
  const told = days
    .map((day, at) => ({ day, at, kind: kindOfDay(day) }))
    .filter(({ kind }) => kind !== "fine");
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
          {told.map(({ day, at, kind }) => (
            <Bar key={at} day={day} at={at} kind={kind} words={words} />
          ))}
        </g>
      </svg>
      <Axis component={component} days={days} words={words} />
      {told.length > 0 && (
        <details id={`${id}d`} class="small noprint">
          <summary>{words.t("bars.list", { count: told.length })}</summary>
          <ul>
            {[...told].reverse().map(({ day }) => (
              <li key={day.day}>{describeDay(day, words)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Bar({ day, at, kind, words }: { day: SnapshotDay; at: number; kind: DayKind; words: Words }) {
  const x = at * STEP - 1;
  const share = kind === "down" || kind === "degraded" ? heightOfDay(day.downMs + day.degradedMs) : 1;
  const tone = CLASS_OF[kind];
  return (
    <g data-i={at} class={tone}>
      <title>{describeDay(day, words)}</title>
      <rect class={share < 1 ? "z" : tone} x={x} width={STEP} height={HEIGHT} />
      {share < 1 && <rect x={x} y={HEIGHT * (1 - share)} width={STEP} height={HEIGHT * share} />}
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
function describeDay(day: SnapshotDay, words: Words): string {
  const { t, duration } = words;
  const parts = [
    day.downMs > 0 && t("bars.dayDown", { duration: duration(day.downMs) }),
    day.degradedMs > 0 && t("bars.dayDegraded", { duration: duration(day.degradedMs) }),
    day.maintenanceMs > 0 && t("bars.dayMaintenance", { duration: duration(day.maintenanceMs) }),
    kindOfDay(day) === "none" && t("bars.dayNone"),
    kindOfDay(day) === "partly" && t("bars.coverage", { percent: words.wholePercent(day.coverage ?? 0) }),
  ].filter((part) => part !== false);
  return `${words.dayOf(day.day)}: ${parts.join(", ")}`;
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
