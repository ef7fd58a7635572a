import type { BadgeStyle } from "#contracts/status-badge.ts";
import { escapeHtml } from "#domain/escape-html.ts";
import { BADGE_HEX, type Badge, badgeText } from "./badge.ts";
import { textWidth } from "./text-width.ts";

type Shape = {
  heightPx: number;
  sizePx: number;
  /** Between the edge of a half and its text. */
  padPx: number;
  radiusPx: number;
  baselinePx: number;
  letterSpacingPx: number;
  /** From top to bottom: [offset, colour, opacity]. */
  sheen: readonly (readonly [string, string, string])[];
};

const FLAT: Shape = {
  heightPx: 20,
  sizePx: 11,
  padPx: 6,
  radiusPx: 3,
  baselinePx: 14,
  letterSpacingPx: 0,
  sheen: [
    ["0", "#fff", ".1"],
    ["1", "#000", ".1"],
  ],
};
const SHAPES: Readonly<Record<BadgeStyle, Shape>> = {
  flat: FLAT,
  "flat-square": { ...FLAT, radiusPx: 0, sheen: [] },
  plastic: {
    ...FLAT,
    heightPx: 18,
    radiusPx: 4,
    baselinePx: 13,
    sheen: [
      ["0", "#fff", ".25"],
      [".1", "#fff", ".1"],
      [".9", "#000", ".15"],
      ["1", "#000", ".3"],
    ],
  },
  "for-the-badge": {
    ...FLAT,
    heightPx: 28,
    sizePx: 10,
    padPx: 12,
    radiusPx: 0,
    baselinePx: 18,
    letterSpacingPx: 1.25,
    sheen: [],
  },
};

/** A strict XML document; all that others wrote is in it as escaped text only. */
export function drawBadge(badge: Badge): string {
  const shape = SHAPES[badge.style];
  const cased = (text: string) =>
    badge.style === "for-the-badge" ? text.toLocaleUpperCase(badge.locale) : text;
  const label = cased(badgeText(badge.label));
  const message = cased(badgeText(badge.message));
  const left = halfOf(label, shape);
  const right = halfOf(message, shape);
  const width = left.widthPx + right.widthPx;
  const { heightPx, radiusPx } = shape;
  const name = escapeHtml(label === "" ? message : `${label}: ${message}`);
  const sheen = shape.sheen.map(
    ([offset, colour, opacity]) =>
      `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${heightPx}" viewBox="0 0 ${width} ${heightPx}" role="img" aria-label="${name}">`,
    `<title>${name}</title>`,
    sheen.length === 0 ? "" : `<linearGradient id="s" x2="0" y2="100%">${sheen.join("")}</linearGradient>`,
    `<clipPath id="r"><rect width="${width}" height="${heightPx}" rx="${radiusPx}" fill="#fff"/></clipPath>`,
    `<g clip-path="url(#r)">`,
    `<rect width="${left.widthPx}" height="${heightPx}" fill="${BADGE_HEX[badge.labelColour]}"/>`,
    `<rect x="${left.widthPx}" width="${right.widthPx}" height="${heightPx}" fill="${BADGE_HEX[badge.colour]}"/>`,
    sheen.length === 0 ? "" : `<rect width="${width}" height="${heightPx}" fill="url(#s)"/>`,
    "</g>",
    `<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="${shape.sizePx}" text-anchor="middle" text-rendering="geometricPrecision" aria-hidden="true">`,
    writeHalf(label, { ...left, fromPx: 0, shape, isBold: false }),
    writeHalf(message, { ...right, fromPx: left.widthPx, shape, isBold: badge.style === "for-the-badge" }),
    "</g></svg>",
  ].join("");
}

type Half = { widthPx: number; textPx: number };

/** An empty label takes no room. */
function halfOf(text: string, shape: Shape): Half {
  if (text === "") return { widthPx: 0, textPx: 0 };
  const textPx = Math.ceil(textWidth(text, shape.sizePx) + shape.letterSpacingPx * [...text].length);
  return { widthPx: textPx + 2 * shape.padPx, textPx };
}

type Place = Half & { fromPx: number; shape: Shape; isBold: boolean };

function writeHalf(text: string, { widthPx, textPx, fromPx, shape, isBold }: Place): string {
  if (text === "") return "";
  const middle = fromPx + widthPx / 2;
  const weight = isBold ? ' font-weight="bold"' : "";
  return `<text x="${middle}" y="${shape.baselinePx}" textLength="${textPx}"${weight}>${escapeHtml(text)}</text>`;
}
