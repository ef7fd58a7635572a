import { readFileSync } from "node:fs";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { EmbedOptions } from "#contracts/status-embed.ts";
import { StatusLook } from "#contracts/status-page.ts";
import type { ComponentState } from "#contracts/status-post.ts";
import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import { drawEmbed } from "./draw-embed.ts";

const NOW = Date.UTC(2026, 10, 22, 12);

function snapshotOf(title: string, name: string, of: Partial<StatusSnapshot> = {}): StatusSnapshot {
  const component = {
    id: "c1",
    name,
    description: "",
    state: "operational" as ComponentState,
    since: 0,
    regions: null,
    days: null,
    uptime: null,
    latency: null,
    certificateEndsAt: null,
    p95Ms: null,
  };
  return {
    page: {
      slug: "acme",
      title,
      description: "",
      url: "https://uptick.example/status/acme",
      look: StatusLook.parse({}),
      locales: ["en"],
      assets: {},
      isPrivate: false,
    },
    generatedAt: NOW,
    judgedAt: NOW,
    delayedSince: null,
    state: "operational",
    sections: [{ id: "s", name: "", collapsed: false, state: "operational", components: [component] }],
    incidents: [],
    maintenance: [],
    announcements: [],
    history: [],
    expiries: [],
    ...of,
  };
}

function tagsOf(html: string): string[] {
  const tags: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => tags.push(`${tag.name} ${Object.keys(tag.attributes).join(" ")}`));
  // Void elements are the one thing in it that XML does not know.
  parser.write(html.replace("<!doctype html>", "").replace(/<meta ([^>]*)>/g, "<meta $1/>")).close();
  return tags;
}

test("what others wrote changes no element and no attribute of the frame", () => {
  const options = EmbedOptions.parse({});
  const plain = tagsOf(drawEmbed(snapshotOf("Acme", "API"), options, NOW));
  for (const text of [
    "</title><script>alert(1)</script>",
    '" onload="alert(1)',
    "</style>&lol;",
    "<img src=x>",
  ]) {
    expect(tagsOf(drawEmbed(snapshotOf(text, text), options, NOW))).toEqual(plain);
  }
});

test("the frame says the state, each component and where to read more, in the language asked for", () => {
  const html = drawEmbed(snapshotOf("Acme", "API"), EmbedOptions.parse({ lang: "de", theme: "dark" }), NOW);
  expect(html).toContain("Alles in Betrieb");
  expect(html).toContain("<span>API</span>");
  expect(html).toContain('href="https://uptick.example/status/acme"');
  expect(html).toContain('data-theme="dark"');
  const short = drawEmbed(snapshotOf("Acme", "API"), EmbedOptions.parse({ show: "state" }), NOW);
  expect(short).not.toContain("<ul");
});

test("what is old is not said to be well, and says of when it is", () => {
  const html = drawEmbed(snapshotOf("Acme", "API", { judgedAt: NOW - 600_000 }), EmbedOptions.parse({}), NOW);
  expect(html).toContain("State unknown");
  expect(html).not.toContain("operational</span>");
  expect(html).toContain('<time datetime="2026-11-22T11:50:00.000Z">');
});

test("the script for other sites is small, and neither writes HTML nor runs text", () => {
  const script = readFileSync(new URL("../../../../public/embed/uptick-status.js", import.meta.url), "utf8");
  expect(Buffer.byteLength(script)).toBeLessThan(6 * 1024);
  expect(script).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\.style\b/,
  );
});
