import ICAL from "ical.js";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { StatusLook } from "#contracts/status-page.ts";
import type { SnapshotPost, StatusSnapshot } from "#contracts/status-snapshot.ts";
import { atomFeed } from "./atom-feed.ts";
import { feedOf } from "./feed-entries.ts";
import { icsCalendar } from "./ics-calendar.ts";
import { icsLine } from "./ics-text.ts";
import { jsonFeed } from "./json-feed.ts";
import { rssFeed } from "./rss-feed.ts";

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);
const HOUR = 3_600_000;
const SELF = "https://status.acme.example/feed";
const API = "0199d1c2-0000-7000-8000-0000000000c1";
const WEB = "0199d1c2-0000-7000-8000-0000000000c2";

const HOSTILE = [
  "]]><script>alert(1)</script>",
  "a & b < c > \"d\" 'e'",
  "line\r\nBEGIN:VEVENT\r\nSUMMARY:evil",
  "commas, semicolons; back\\slashes \\n",
  "nul \u0000 bell \u0007 escape \u001b delete \u007f",
  "lone \ud800 surrogate, \ufffe and \uffff",
  "👩‍🚀".repeat(60),
  "कखग ".repeat(60),
  "\u202eright to left\u2028line separator",
];

function post(change: Partial<SnapshotPost>): SnapshotPost {
  return {
    id: "0199d1c2-0000-7000-8000-000000000001",
    kind: "incident",
    title: "Checkout is slow",
    state: "resolved",
    impact: "major",
    startsAt: NOW - 3 * HOUR,
    endsAt: NOW - HOUR,
    publishedAt: NOW - 3 * HOUR,
    components: [{ id: API, name: "API", impact: "degraded" }],
    updates: [
      { id: "u2", at: NOW - HOUR, state: "resolved", body: "It is **over**." },
      { id: "u1", at: NOW - 3 * HOUR, state: "investigating", body: "We look into it." },
    ],
    postMortem: null,
    ...change,
  };
}

function snapshotOf(change: Partial<StatusSnapshot>, title = "Acme Cloud"): StatusSnapshot {
  return {
    page: {
      slug: "acme",
      title,
      description: "",
      url: "https://status.acme.example",
      look: StatusLook.parse({}),
      locales: ["en", "de", "hi"],
      assets: {},
      isPrivate: false,
    },
    generatedAt: NOW,
    judgedAt: NOW,
    delayedSince: null,
    state: "operational",
    sections: [],
    incidents: [],
    maintenance: [],
    announcements: [],
    history: [],
    expiries: [],
    ...change,
  };
}

/** Every element with its own text, by a parser that stops at the first thing that XML does not allow. */
function parseXml(xml: string): { name: string; text: string; attributes: Record<string, string> }[] {
  const parser = new SaxesParser({ xmlns: false });
  const found: { name: string; text: string; attributes: Record<string, string> }[] = [];
  const open: typeof found = [];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, text: "", attributes: { ...attributes } as Record<string, string> };
    found.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  return found;
}

function events(ics: string) {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  return calendar.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
}

describe("feeds of posts", () => {
  const hostile = HOSTILE.map((title, index) =>
    post({
      id: `0199d1c2-0000-7000-8000-0000000001${String(index).padStart(2, "0")}`,
      title,
      components: [{ id: API, name: title, impact: "degraded" }],
      updates: [{ id: "u", at: NOW - index, state: "resolved", body: title }],
    }),
  );

  test.each([
    { name: "RSS", write: rssFeed, item: "item" },
    { name: "Atom", write: atomFeed, item: "entry" },
  ])("$name stays well formed and keeps one element per post, whatever titles hold", ({ write, item }) => {
    const elements = parseXml(write(feedOf(snapshotOf({ history: hostile }, HOSTILE.join(" ")), null), SELF));
    expect(elements.filter(({ name }) => name === item)).toHaveLength(HOSTILE.length);
    expect(elements.map(({ name }) => name)).not.toContain("script");
    expect(elements.some(({ text }) => text.includes("]]><script>alert(1)</script>"))).toBe(true);
  });

  test("JSON keeps every title as it is", () => {
    const parsed = JSON.parse(jsonFeed(feedOf(snapshotOf({ history: hostile }), null), SELF));
    expect(parsed.version).toBe("https://jsonfeed.org/version/1.1");
    expect(parsed.items).toHaveLength(HOSTILE.length);
    expect(parsed.items[0].title).toBe(`Resolved: ${HOSTILE[0]}`);
    expect(
      JSON.stringify(parsed.items.map((one: { content_html: string }) => one.content_html)),
    ).not.toContain("<script");
  });

  test("RSS has what a reader needs, and dates of RFC 822", () => {
    const elements = parseXml(rssFeed(feedOf(snapshotOf({ history: [post({})] }), null), SELF));
    const textOf = (name: string) =>
      elements.filter((element) => element.name === name).map(({ text }) => text);
    expect(textOf("title")).toEqual(["Acme Cloud", "Resolved: Checkout is slow"]);
    expect(textOf("pubDate")).toEqual(["Sun, 22 Nov 2026 11:00:00 GMT"]);
    expect(textOf("guid")).toEqual(["urn:uuid:0199d1c2-0000-7000-8000-000000000001"]);
    expect(textOf("link")).toEqual([
      "https://status.acme.example",
      "https://status.acme.example/posts/0199d1c2-0000-7000-8000-000000000001",
    ]);
    expect(textOf("description")[1]).toContain("<p>It is <strong>over</strong>.</p>");
  });

  test("Atom has the elements that RFC 4287 wants, each feed and entry with id, title and updated", () => {
    const elements = parseXml(atomFeed(feedOf(snapshotOf({ history: [post({})] }), null), SELF));
    const count = (name: string) => elements.filter((element) => element.name === name).length;
    expect([count("id"), count("title"), count("updated"), count("author")]).toEqual([2, 2, 2, 1]);
    const links = elements.filter(({ name }) => name === "link").map(({ attributes }) => attributes.rel);
    expect(links).toEqual(["self", "alternate", "alternate"]);
  });

  test("the same posts make the same bytes while time goes on", () => {
    const later = snapshotOf({ history: [post({})], generatedAt: NOW + HOUR });
    const write = (snapshot: StatusSnapshot) =>
      [rssFeed, atomFeed, jsonFeed].map((feed) => feed(feedOf(snapshot, null), SELF)).join("");
    expect(write(later)).toBe(write(snapshotOf({ history: [post({})] })));
  });

  test("one component's feed has its posts and those of the whole page", () => {
    const history = [
      post({}),
      post({ id: "other", components: [{ id: WEB, name: "Web", impact: "degraded" }] }),
      post({ id: "page", components: [] }),
    ];
    const ids = feedOf(snapshotOf({ history }), API).entries.map(({ id }) => id);
    expect(ids).toEqual(["0199d1c2-0000-7000-8000-000000000001", "page"]);
  });
});

describe("the calendar", () => {
  const maintenance = post({
    kind: "maintenance",
    title: "Database, primary; \\move",
    state: "scheduled",
    startsAt: NOW + 24 * HOUR,
    endsAt: NOW + 26 * HOUR,
    updates: [{ id: "u1", at: NOW, state: "scheduled", body: "Line one\n\n- two" }],
  });

  test("a strict reader sees the maintenance with its times and words", () => {
    const [event, ...rest] = events(icsCalendar(snapshotOf({ maintenance: [maintenance] }), null));
    expect(rest).toEqual([]);
    expect(event?.summary).toBe("Database, primary; \\move");
    expect(event?.description).toBe("API\n\nLine one\n\n- two");
    expect(event?.startDate.toJSDate().getTime()).toBe(maintenance.startsAt);
    expect(event?.endDate.toJSDate().getTime()).toBe(maintenance.endsAt);
    expect(event?.sequence).toBe(0);
  });

  test("a cancelled one stays, cancelled, under the same UID with a higher sequence", () => {
    const cancelled = post({
      ...maintenance,
      state: "cancelled",
      updates: [{ id: "u2", at: NOW + 1, state: "cancelled", body: "Not now" }, ...maintenance.updates],
    });
    const [before] = events(icsCalendar(snapshotOf({ maintenance: [maintenance] }), null));
    const [after] = events(icsCalendar(snapshotOf({ history: [cancelled] }), null));
    expect(after?.uid).toBe(before?.uid);
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? 9);
    expect(after?.component.getFirstPropertyValue("status")).toBe("CANCELLED");
  });

  test("ends of certificates and domains are whole days, and a renewed one follows", () => {
    const at = Date.UTC(2026, 11, 24, 18, 30);
    const expiries: StatusSnapshot["expiries"] = [
      { componentId: API, name: "API", what: "certificate", at },
      { componentId: WEB, name: "Web", what: "domain", at },
    ];
    const [first] = events(icsCalendar(snapshotOf({ expiries }), API));
    expect(first?.summary).toBe("Certificate of API ends");
    expect(first?.startDate.toString()).toBe("2026-12-24");
    expect(first?.startDate.isDate).toBe(true);
    const [expiry] = expiries;
    const renewed = expiry === undefined ? [] : [{ ...expiry, at: at + 90 * 24 * HOUR }];
    const [after] = events(icsCalendar(snapshotOf({ expiries: renewed }), null));
    expect(after?.uid).toBe(first?.uid);
    expect(after?.sequence).toBeGreaterThan(first?.sequence ?? 0);
    expect(events(icsCalendar(snapshotOf({ expiries }), null))).toHaveLength(2);
  });

  test("no title makes a line, an event or an octet too many", () => {
    const all = HOSTILE.map((title, index) => post({ ...maintenance, id: `m${index}`, title, updates: [] }));
    const ics = icsCalendar(snapshotOf({ maintenance: all }, HOSTILE.join(" ")), null);
    expect(events(ics)).toHaveLength(HOSTILE.length);
    expect(events(ics).map(({ summary }) => summary)).not.toContain("evil");
    for (const line of ics.split("\r\n")) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/[^\P{Cc}]/u);
      expect(line).not.toMatch(/\p{Cs}/u);
    }
    expect(ics.endsWith("END:VCALENDAR\r\n")).toBe(true);
  });

  test("what is folded is the same when it is unfolded", () => {
    const line = `SUMMARY:${"👩‍🚀é".repeat(40)}`;
    expect(icsLine(line).replaceAll("\r\n ", "")).toBe(`${line}\r\n`);
  });
});
