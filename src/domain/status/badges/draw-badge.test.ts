import * as fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { BADGE_COLOURS, BADGE_STYLES } from "#contracts/status-badge.ts";
import { BADGE_HEX, type Badge } from "./badge.ts";
import { drawBadge } from "./draw-badge.ts";
import { shieldsBadge } from "./shields-badge.ts";
import { textWidth } from "./text-width.ts";

const badge: Badge = {
  label: "Checkout",
  message: "operational",
  colour: "green",
  labelColour: "grey",
  style: "flat",
  locale: "en",
};

type Read = { names: string[]; texts: string[]; attributes: string[] };

/** Throws on whatever XML 1.0 does not allow. */
function read(svg: string): Read {
  const found: Read = { names: [], texts: [], attributes: [] };
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    found.names.push(tag.name);
    found.attributes.push(...Object.keys(tag.attributes));
  });
  parser.on("text", (text) => found.texts.push(text));
  parser.write(svg).close();
  return found;
}

const PLAIN = read(drawBadge(badge));
const HOSTILE = [
  "</text><script>alert(1)</script>",
  "</title><script>alert(1)</script>",
  '" onload="alert(1)',
  "' onload='alert(1)",
  "&quot;&lt;script&gt;",
  "&lol9; &#x0; &#0;",
  "]]><![CDATA[",
  "<!DOCTYPE x [<!ENTITY lol 'lol'>]>",
  "<?xml-stylesheet href='javascript:alert(1)'?>",
  "--><!--",
  "{{7*7}} #{7*7} javascript:alert(1)",
  "\u0000\u0001\u000b\ufffe\uffff\ud800",
  "\u202egnp.exe\u2066\u200b",
  "url(#x)",
  "x".repeat(10_000),
];

test.each(HOSTILE)(
  "a badge with %j is strict XML with the same elements and attributes as any other",
  (text) => {
    for (const style of BADGE_STYLES) {
      const plain = read(drawBadge({ ...badge, style }));
      const drawn = read(drawBadge({ ...badge, style, label: `a${text}`, message: `a${text}` }));
      expect(drawn.names).toEqual(plain.names);
      expect(drawn.attributes).toEqual(plain.attributes);
    }
  },
);

test("whatever is written, a badge stays strict XML and shows it as text alone", () => {
  const text = fc.string({ unit: "binary", maxLength: 80 });
  fc.assert(
    fc.property(text, text, fc.constantFrom(...BADGE_STYLES), (label, message, style) => {
      const { names, texts } = read(
        drawBadge({ ...badge, label: `a${label}`, message: `a${message}`, style }),
      );
      const plain = read(drawBadge({ ...badge, style }));
      expect(names).toEqual(plain.names);
      expect(texts).toHaveLength(3);
    }),
  );
});

test("it says what it shows to those who cannot see it", () => {
  const svg = drawBadge({ ...badge, label: "R&D <east>" });
  expect(PLAIN.texts).toEqual(["Checkout: operational", "Checkout", "operational"]);
  expect(read(svg).texts[0]).toBe("R&D <east>: operational");
  expect(svg).toContain('role="img"');
});

test("an empty label takes no room", () => {
  expect(read(drawBadge({ ...badge, label: "" })).texts).toEqual(["operational", "operational"]);
});

test.each(BADGE_COLOURS)("white is read on %s: 4.5:1 at least", (colour) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(BADGE_HEX[colour].slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  expect(1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)).toBeGreaterThanOrEqual(4.5);
});

test("text is as wide as its letters; marks above letters have no width", () => {
  expect(textWidth("ii", 10)).toBeCloseTo(5.48);
  expect(textWidth("MM", 10)).toBeGreaterThan(textWidth("ii", 10) * 3);
  expect(textWidth("e\u0301", 10)).toBe(textWidth("e", 10));
});

test("the JSON is what shields.io asks of an endpoint", () => {
  expect(shieldsBadge({ ...badge, message: "\u0000" }, { isError: false })).toEqual({
    schemaVersion: 1,
    label: "Checkout",
    message: "–",
    color: "15803d",
    labelColor: "525252",
    style: "flat",
    isError: false,
  });
});
