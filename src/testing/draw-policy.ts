import { escapeHtml } from "#domain/escape-html.ts";
import type { VerdictStep } from "#domain/verdict/judgement.ts";
import { START } from "./verdict-input.ts";

export type Scene = {
  /** As in `readingsOf`: `.` is ok, `x` failed, `s` slow. */
  lines: Record<string, string>;
  everySec: number;
  steps: readonly VerdictStep[];
};

const LEFT = 76;
const PX_PER_SEC = 2.4;
const ROW = 26;
const BAR = 22;
const COLOURS: Record<string, string> = {
  up: "#1f883d",
  down: "#cf222e",
  degraded: "#bf8700",
  flapping: "#bf5700",
  maintenance: "#6e7781",
  unknown: "#afb8c1",
};

/** Rows of checks over the verdict that follows from them, on one clock. Readable on light and dark pages. */
export function drawPolicy({ lines, everySec, steps: all }: Scene): string {
  const steps = all.filter((step, index) => step.to !== all[index - 1]?.to);
  const rows = Object.entries(lines);
  const endSec = Math.max(...rows.map(([, line], place) => line.length * everySec + place)) + everySec;
  const barTop = rows.length * ROW + 16;
  const width = x(endSec) + 12;
  const height = barTop + BAR + 24;
  const title = steps.map((step) => `${step.to} after ${seconds(step)} s`).join(", ");
  const checks = rows.flatMap(([region, line], place) => [
    `<text x="8" y="${place * ROW + 20}">${escapeHtml(region)}</text>`,
    `<line x1="${LEFT}" x2="${x(endSec)}" y1="${place * ROW + 16}" y2="${place * ROW + 16}" stroke="#8c959f" stroke-opacity=".4"/>`,
    ...[...line].map((mark, index) => draw(mark, x((index + 1) * everySec + place), place * ROW + 16)),
  ]);
  const bars = steps.map((step, index) => {
    const from = x(seconds(step));
    const to = x(index + 1 < steps.length ? seconds(steps[index + 1]) : endSec);
    const label =
      to - from > 12 + 7 * step.to.length
        ? `<text x="${from + 6}" y="${barTop + 15}" fill="#fff">${step.to}</text>`
        : "";
    return `<rect x="${from}" y="${barTop}" width="${to - from}" height="${BAR}" fill="${COLOURS[step.to]}"/>${label}`;
  });
  const marks = Array.from({ length: Math.floor(endSec / 30) + 1 }, (_, index) => {
    const at = x(index * 30);
    return `<text x="${at}" y="${height - 6}" text-anchor="middle" font-size="10">${index * 30} s</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}" font-family="system-ui, sans-serif" font-size="12" fill="#6e7781">
${[...checks, `<text x="8" y="${barTop + 15}">verdict</text>`, ...bars, ...marks].join("\n")}
</svg>
`;
}

/** Shape and colour both say it. */
function draw(mark: string, cx: number, cy: number): string {
  if (mark === " ") return "";
  if (mark === "x") {
    return `<path d="M${cx - 4} ${cy - 4}l8 8m0-8l-8 8" stroke="${COLOURS.down}" stroke-width="2.5"/>`;
  }
  if (mark === "s") return `<path d="M${cx} ${cy - 6}l6 10h-12z" fill="${COLOURS.degraded}"/>`;
  return `<circle cx="${cx}" cy="${cy}" r="4.5" fill="${COLOURS.up}"/>`;
}

function x(sec: number): number {
  return Math.round(LEFT + sec * PX_PER_SEC);
}

function seconds(step: VerdictStep | undefined): number {
  return step === undefined ? 0 : (step.at - START) / 1000;
}
