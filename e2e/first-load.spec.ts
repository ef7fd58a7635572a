import { gzipSync } from "node:zlib";
import type { Page } from "playwright/test";
import { uniqueName } from "./fixtures/monitors.ts";
import { seedMonitors } from "./fixtures/seed-monitors.ts";
import { expect, test } from "./fixtures/test.ts";

/** So that it does not grow; the goal is 180 kB, of which React, Next and the query client alone take 165 KiB. */
const MAX_LIST_BYTES = 260 * 1024;
const MAX_SHIFT = 0.02;
/** What the page brings along, so that the browser does not ask for it when it wakes up. */
const GIVEN = [
  "monitor.list",
  "monitor.tags",
  "savedView.list",
  "bulk.current",
  "onboarding.steps",
  "region.list",
];

test("the list comes with little script, does not jump, and asks for nothing that it has been given", async ({
  page,
  target,
}) => {
  const remove = await seedMonitors(page, { prefix: uniqueName("First"), count: 2, url: target.url });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(...proceduresOf(request.url())));
  await watchShifts(page);
  await page.goto("/monitors");
  await expect(page.getByRole("button", { name: "Live", exact: true })).toBeVisible();
  await expect.poll(() => asked).toContain("monitor.counts");

  expect(asked.filter((name) => GIVEN.includes(name))).toEqual([]);
  expect(await page.evaluate(() => window.shifted)).toBeLessThanOrEqual(MAX_SHIFT);
  const bytes = await scriptBytes(page);
  test.info().annotations.push({ type: "script", description: `${Math.round(bytes / 1024)} KiB gzipped` });
  expect(bytes).toBeLessThanOrEqual(MAX_LIST_BYTES);
  await remove();
});

declare global {
  interface Window {
    /** Cumulative layout shift since the page began. */
    shifted: number;
  }
}

async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ("value" in entry && typeof entry.value === "number") window.shifted += entry.value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** The scripts that the document names, gzipped; not those for browsers without modules. */
async function scriptBytes(page: Page): Promise<number> {
  const html = await (await page.request.get("/monitors")).text();
  const tags = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)].filter(
    ([tag]) => !/nomodule/i.test(tag),
  );
  const sources = new Set(tags.map(([, source = ""]) => source.replaceAll("&amp;", "&")));
  expect(sources.size).toBeGreaterThan(0);
  let bytes = 0;
  for (const source of sources) bytes += gzipSync(await (await page.request.get(source)).body()).length;
  return bytes;
}

function proceduresOf(url: string): string[] {
  const { pathname } = new URL(url);
  return pathname.startsWith("/api/trpc/") ? pathname.slice("/api/trpc/".length).split(",") : [];
}
