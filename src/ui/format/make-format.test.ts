import { describe, expect, test } from "vitest";
import type { Locale } from "#contracts/locale.ts";
import { makeFormat, type Reader } from "./make-format.ts";

const at = Date.UTC(2026, 10, 21, 13, 3, 22);
const words = {
  second: "s",
  minute: "min",
  hour: "h",
  day: "d",
  justNow: "just now",
  ago: (d: string) => `${d} ago`,
};
const formatFor = (reader: Partial<Reader> = {}) =>
  makeFormat({ locale: "en", timeZone: "UTC", clock: "auto", ...reader }, words);

/** Typesetting spaces differ between versions of the language data. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

test("a moment in the near future counts as just now", () => {
  expect(formatFor().relative(2_000, 1_500)).toBe("just now");
  expect(formatFor().relative(1_000, 13_000)).toBe("12 s ago");
});

test("a day that is counted in UTC stays so in any zone", () => {
  const lateUtc = Date.UTC(2026, 10, 21, 23);
  expect(formatFor({ timeZone: "Asia/Kolkata" }).utcDay(lateUtc)).toBe("21 Nov");
});

describe("moments are the reader's", () => {
  test.each<{ name: string; reader: Partial<Reader>; time: string }>([
    { name: "English as in Britain", reader: {}, time: "13:03" },
    { name: "in another zone", reader: { timeZone: "Europe/Berlin" }, time: "14:03" },
    { name: "by the 12-hour clock", reader: { clock: "12" }, time: "01:03 pm" },
    { name: "in German", reader: { locale: "de" }, time: "13:03" },
    { name: "in Hindi by the 24-hour clock", reader: { locale: "hi", clock: "24" }, time: "13:03" },
  ])("$name", ({ reader, time }) => {
    expect(plain(formatFor(reader).time(at))).toBe(time);
  });

  test("midnight by the 24-hour clock is 00", () => {
    const midnight = Date.UTC(2026, 10, 21);
    for (const locale of ["en", "de", "hi"] satisfies Locale[]) {
      expect(formatFor({ locale, clock: "24" }).time(midnight)).toBe("00:00");
    }
  });

  test("a full moment says its zone, and can be had in UTC", () => {
    const format = formatFor({ timeZone: "Europe/Berlin" });
    expect(format.full(at)).toBe("21 Nov 2026, 14:03:22 CET");
    expect(format.full(at, "UTC")).toBe("21 Nov 2026, 13:03:22 UTC");
  });
});

test.each<[Locale, string]>([
  ["en", "99.995%"],
  ["de", "99,995 %"],
  ["hi", "99.995%"],
])("a percentage is cut in %s too: %s", (locale, shown) => {
  expect(plain(formatFor({ locale }).percent(0.9999599))).toBe(shown);
  expect(plain(formatFor({ locale }).percent(1 - 1e-12))).not.toMatch(/100/);
});

test("numbers are grouped and pointed as the language does", () => {
  expect(formatFor({ locale: "de" }).latency(1234)).toBe("1,23 s");
  expect(formatFor({ locale: "de" }).bytes(1500)).toBe("1,5 kB");
  expect(formatFor({ locale: "hi" }).count(123456)).toBe("1,23,456");
});
