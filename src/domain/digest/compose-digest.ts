import type { Locale } from "#contracts/locale.ts";
import type { DigestFacts } from "./digest-facts.ts";
import { DIGEST_WORDS, type DigestWords } from "./digest-words.ts";

export type DigestSection = { head: string; lines: string[] };
export type Digest = { subject: string; intro: string; sections: DigestSection[] };
type Reader = { locale: Locale; timeZone: string };

const DAY_MS = 86_400_000;
const UNITS = [
  ["day", DAY_MS],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** Plain text by section; who sends it does the escaping. */
export function composeDigest(facts: DigestFacts, reader: Reader): Digest {
  const words = DIGEST_WORDS[reader.locale];
  const write = writerFor(reader);
  const { heads } = words;
  return {
    subject: words.subject(facts.workspace, write.date(facts.fromMs), write.date(facts.toMs - 1)),
    intro: words.intro(write.count(facts.monitors)),
    sections: [
      { head: heads.uptime, lines: uptimeLines(facts, words, write) },
      { head: heads.incidents, lines: incidentLines(facts, words, write) },
      { head: heads.slower, lines: slowerLines(facts, words, write) },
      { head: heads.unusual, lines: unusualLines(facts, words, write) },
      { head: heads.coverage, lines: coverageLines(facts, words, write) },
      { head: heads.ending, lines: endingLines(facts, words, write) },
    ].filter(({ lines }) => lines.length > 0),
  };
}

type Writer = ReturnType<typeof writerFor>;

function uptimeLines({ uptime, worst }: DigestFacts, words: DigestWords, write: Writer): string[] {
  const present = uptime.present === null ? words.unknown : write.percent(uptime.present);
  const line =
    uptime.before === null ? words.uptimeAlone(present) : words.uptime(present, write.percent(uptime.before));
  const down = worst.map(
    ({ name, ratio, downMs }) => `${name}: ${words.down(write.percent(ratio), write.duration(downMs))}`,
  );
  return [line, ...(down.length === 0 ? [words.allUp] : down)];
}

function incidentLines({ incidents }: DigestFacts, words: DigestWords, write: Writer): string[] {
  if (incidents.count === 0) return [words.noIncidents];
  return [
    words.incidents(incidents.count),
    ...incidents.longest.map(({ title, openedAt, durationMs, isOpen }) => {
      const duration = write.duration(durationMs);
      return `${write.moment(openedAt)} · ${title}: ${isOpen ? words.goesOn(duration) : words.lasted(duration)}`;
    }),
  ];
}

function slowerLines({ slower }: DigestFacts, words: DigestWords, write: Writer): string[] {
  if (slower.length === 0) return [words.steady];
  return slower.map(
    ({ name, presentMs, beforeMs }) => `${name}: ${words.change(write.ms(beforeMs), write.ms(presentMs))}`,
  );
}

function unusualLines({ anomalies }: DigestFacts, words: DigestWords, write: Writer): string[] {
  return anomalies.latest.map(
    ({ name, region, observedMs, usualMs }) =>
      `${name} · ${words.unusual(region, write.ms(observedMs), write.ms(usualMs))}`,
  );
}

function coverageLines({ coverage, missed }: DigestFacts, words: DigestWords, write: Writer): string[] {
  if (coverage === null) return [];
  return [coverage >= 1 ? words.complete : words.coverage(write.percent(coverage), write.count(missed))];
}

function endingLines({ ending, toMs }: DigestFacts, words: DigestWords, write: Writer): string[] {
  if (ending.length === 0) return [words.nothingEnds];
  return ending.map(({ name, what, at }) => {
    const days = Math.floor((at - toMs) / DAY_MS);
    const when = days < 0 ? words.ended(write.date(at)) : words.ends(write.date(at), days);
    return `${name} (${words[what]}): ${when}`;
  });
}

function writerFor({ locale, timeZone }: Reader) {
  const tag = locale === "en" ? "en-GB" : locale;
  const date = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", year: "numeric", timeZone });
  const moment = new Intl.DateTimeFormat(tag, {
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  });
  const count = new Intl.NumberFormat(tag);
  const percent = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 3 });
  return {
    date: (at: number) => date.format(at),
    moment: (at: number) => moment.format(at),
    count: (value: number) => count.format(value),
    /** Rounded down: only exactly 1 is 100 %. The tiny addition undoes binary noise. */
    percent: (ratio: number) => percent.format(Math.min(Math.floor(ratio * 100_000 + 1e-6) / 100_000, ratio)),
    ms: (value: number) => `${count.format(Math.round(value))} ms`,
    /** Its two largest units. */
    duration: (ms: number) => durationOf(ms, tag),
  };
}

function durationOf(ms: number, tag: string): string {
  let rest = Math.max(ms, 1_000);
  const parts: string[] = [];
  for (const [unit, unitMs] of UNITS) {
    const value = Math.floor(rest / unitMs);
    rest -= value * unitMs;
    if (value === 0 && parts.length === 0) continue;
    if (value > 0) {
      parts.push(new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay: "short" }).format(value));
    }
    if (parts.length === 2) break;
  }
  return parts.join(" ");
}
