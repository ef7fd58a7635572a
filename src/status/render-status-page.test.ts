import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { Locale } from "#contracts/locale.ts";
import { STATUS_THEMES } from "#contracts/status-page.ts";
import { contrastRatio } from "#domain/status/contrast.ts";
import {
  aSection,
  aSnapshot,
  aSnapshotComponent,
  aSnapshotPost,
  everyStateSnapshot,
  largeSnapshot,
  SNAPSHOT_NOW,
  someDays,
} from "#testing/status-snapshots.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { renderGate } from "./render-gate.tsx";
import { renderHistory } from "./render-history.tsx";
import { renderMessage } from "./render-message.tsx";
import type { RenderOptions } from "./render-options.ts";
import { renderPost } from "./render-post.tsx";
import { renderStatusPage } from "./render-status-page.tsx";
import { styleOf } from "./theme-style.ts";

const OPTIONS: RenderOptions = { base: "/status/acme", locale: "en", nowMs: SNAPSHOT_NOW };

/** As a reader sees it, about. */
function textOf(html: string): string {
  return html
    .replace(/<(style|script)[^>]*>.*?<\/\1>/gs, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}

test("one sentence says how everything is, and what it is about", () => {
  const text = textOf(renderStatusPage(everyStateSnapshot(), OPTIONS).html);
  expect(text).toContain("Some systems are down");
  expect(text).toContain("Affected: Website, Checkout, Search, and 2 more");
  expect(textOf(renderStatusPage(aSnapshot(), OPTIONS).html)).toContain("All systems operational");
});

test("uptime comes with its coverage and is never rounded up", () => {
  const component = aSnapshotComponent({
    uptime: { ratio: 0.999996, coverage: 0.98, days: 90, maintenanceMs: 0 },
  });
  const { html } = renderStatusPage(
    aSnapshot({ sections: [aSection({ components: [component] })] }),
    OPTIONS,
  );
  expect(textOf(html)).toContain("99.999% uptime · 98% of checks counted");
});

test("a region that is slow is said, and that it is the only one", () => {
  expect(textOf(renderStatusPage(everyStateSnapshot(), OPTIONS).html)).toContain("Slow from Mumbai only");
});

test("what is not shown is not there", () => {
  const component = aSnapshotComponent({ days: null, uptime: null, regions: null });
  const { html } = renderStatusPage(
    aSnapshot({ sections: [aSection({ components: [component] })] }),
    OPTIONS,
  );
  expect(html).not.toMatch(/<svg class="b|uptime|id="key"/);
});

test("delayed monitoring and an old snapshot are said before anything else", () => {
  const delayed = renderStatusPage(
    aSnapshot({ delayedSince: SNAPSHOT_NOW - 600_000, state: "unknown" }),
    OPTIONS,
  );
  expect(textOf(delayed.html)).toContain("Monitoring has been delayed since Nov 22, 2026, 01:55 PM");
  expect(textOf(delayed.html)).not.toContain("All systems operational");
  const old = renderStatusPage(aSnapshot(), { ...OPTIONS, nowMs: SNAPSHOT_NOW + 180_000 });
  expect(textOf(old.html)).toContain("This is the last known state, as of Nov 22, 2026, 02:05 PM");
});

test("a section of which something is wrong stands open although it is collapsed", () => {
  const section = aSection({ name: "Core", collapsed: true, components: [aSnapshotComponent({})] });
  const open = (state: "operational" | "degraded") =>
    / open/.test(
      /<details class="card group"[^>]*>/.exec(
        renderStatusPage(aSnapshot({ sections: [{ ...section, state }] }), OPTIONS).html,
      )?.[0] ?? "",
    );
  expect([open("operational"), open("degraded")]).toEqual([false, true]);
});

test("50 components of 90 days stay below 100 kB, also when nothing is known of any day", () => {
  const { html } = renderStatusPage(largeSnapshot(50), OPTIONS);
  expect(html.match(/<svg class="b/g)?.length).toBe(50);
  expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  const empty = largeSnapshot(50);
  const none = Object.fromEntries(Array.from({ length: 90 }, (_, at) => [at, { upMs: 0, coverage: null }]));
  for (const component of empty.sections[0]?.components ?? []) component.days = someDays(90, none);
  expect(Buffer.byteLength(renderStatusPage(empty, OPTIONS).html)).toBeLessThan(100_000);
});

test("the script is a program, and smaller than 4 kB", () => {
  expect(() => new Function(PAGE_SCRIPT)).not.toThrow();
  expect(PAGE_SCRIPT.length).toBeLessThan(4_096);
});

const { page } = aSnapshot();
const DOCUMENTS = [
  renderStatusPage(everyStateSnapshot(), OPTIONS),
  renderHistory(everyStateSnapshot(), "2026-11", OPTIONS),
  renderPost(everyStateSnapshot(), everyStateSnapshot().history[0]?.id ?? "", OPTIONS),
  renderGate({ face: page, ask: "email", answer: "sent" }, OPTIONS),
  renderMessage({ face: page, kind: "confirm", action: "/x" }, OPTIONS),
].map((rendered) => {
  if (!rendered) throw new Error("not rendered");
  return rendered;
});

test.each(DOCUMENTS)(
  "each document carries the hashes of its own style and script, and asks nobody else",
  ({ html, csp }) => {
    for (const [, , text = ""] of html.matchAll(/<(style|script)>(.*?)<\/\1>/gs)) {
      expect(csp).toContain(createHash("sha256").update(text).digest("base64"));
    }
    expect(html).not.toMatch(/ style="| on[a-z]+="|<(script|style) |<(iframe|object|embed|base) /);
    expect([...html.matchAll(/ src="([^"]*)"/g)].map(([, src]) => src)).toEqual([]);
    for (const [link] of html.matchAll(/<link [^>]*>/g)) {
      expect(link).toMatch(/rel="(canonical|alternate)"|href="data:image/);
    }
  },
);

const HOSTILE = [
  "<img src=x onerror=alert(1)>",
  '"><svg/onload=alert(1)>',
  "</title></style></script><script>alert(1)</script>",
  "{{7*7}}",
  "\u202eevil\u2066",
];

test.each(HOSTILE)("%j as any name is text", (name) => {
  const plain = renderStatusPage(everyStateSnapshot(), OPTIONS).html;
  const base = everyStateSnapshot();
  const named = everyStateSnapshot({
    page: { ...base.page, title: name },
    sections: base.sections.map((section) => ({
      ...section,
      name: section.name && name,
      components: section.components.map((component) => ({
        ...component,
        name,
        description: component.description && name,
        regions: component.regions?.map((region) => ({ ...region, name })) ?? null,
      })),
    })),
    incidents: base.incidents.map((post) => ({
      ...post,
      title: name,
      components: post.components.map((component) => ({ ...component, name })),
    })),
  });
  const { html } = renderStatusPage(named, OPTIONS);
  const tags = (text: string) => text.match(/<[a-z!/][a-z0-9]*/g);
  expect(tags(html)).toEqual(tags(plain));
  expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  const attributes = (text: string) => [...text.matchAll(/ ([a-z-]+)="/g)].map(([, attribute]) => attribute);
  expect(attributes(html)).toEqual(attributes(plain));
});

test("search engines may list a public page that wants it, and no other", () => {
  const robots = (change: Partial<typeof page>) =>
    /<meta name="robots" content="([^"]*)"/.exec(
      renderStatusPage(aSnapshot({ page: change }), OPTIONS).html,
    )?.[1];
  expect(robots({})).toBe("index,follow");
  expect(robots({ isPrivate: true })).toBe("noindex,nofollow");
  expect(robots({ look: { ...page.look, indexed: false } })).toBe("noindex,nofollow");
});

test("a private page names no feeds and no picture, and offers no subscription", () => {
  const { html } = renderStatusPage(aSnapshot({ page: { isPrivate: true } }), OPTIONS);
  expect(html).not.toMatch(/feed\.|og:image|id="subscribe"/);
});

test.each(Locale.options)("a page in %s says so and has no English left over", (locale) => {
  const { html } = renderStatusPage(everyStateSnapshot(), { ...OPTIONS, locale });
  expect(html).toContain(`<html lang="${locale}"`);
  if (locale !== "en") expect(textOf(html)).not.toMatch(/uptime|Operational|days ago|Subscribe/);
});

test.each(STATUS_THEMES)("any accent can be read in %s, light and dark", (theme) => {
  for (const accent of ["#ffff00", "#000000", "#ffffff", "#808080", null]) {
    const style = styleOf({ ...page.look, theme, accent });
    const blocks = [
      ...style.matchAll(
        /--bg:(#\w{6});--surface:(#\w{6}).*?--ink:(#\w{6});--ink2:(#\w{6});--accent:(#\w{6});--on-accent:(#\w{6})/g,
      ),
    ];
    expect(blocks.length).toBeGreaterThanOrEqual(3);
    for (const [, bg = "", surface = "", ink = "", ink2 = "", own = "", onOwn = ""] of blocks) {
      for (const ground of [bg, surface]) {
        for (const text of [ink, ink2, own]) expect(contrastRatio(text, ground)).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrastRatio(onOwn, own)).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test("history reaches as far as the page keeps it, and posts that do not exist are not there", () => {
  const snapshot = everyStateSnapshot();
  expect(textOf(renderHistory(snapshot, "2026-10", OPTIONS)?.html ?? "")).toContain(
    "Website unreachable from Asia",
  );
  expect(renderHistory(snapshot, "2026-12", OPTIONS)).toBeNull();
  expect(renderHistory(snapshot, "2025-11", OPTIONS)).toBeNull();
  expect(renderPost(snapshot, "../../etc/passwd", OPTIONS)).toBeNull();
});

test("an announcement without an end is no incident of the past", () => {
  const old = aSnapshotPost({ kind: "announcement", state: "ended", title: "Old news" });
  expect(textOf(renderStatusPage(aSnapshot({ history: [old] }), OPTIONS).html)).not.toContain("Old news");
});
