import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aStatusPost } from "#testing/a-status-page.ts";
import { SNAPSHOT_START, SnapshotRig } from "#testing/snapshot-rig.ts";
import { exportEveryPage } from "./export-every-page.ts";
import { type ExportDeps, exportPage } from "./export-page.ts";
import { writeFolder } from "./write-folder.ts";

let rig: SnapshotRig;
let deps: ExportDeps;
let folder: string;

beforeAll(async () => {
  rig = await SnapshotRig.open();
  deps = {
    sql: rig.outage.database.pool,
    appUrl: "https://uptick.example",
    now: () => new Date(rig.outage.deps.clock()),
  };
});
afterAll(() => rig.outage.close());
beforeEach(async () => {
  await rig.reset();
  folder = await mkdtemp(join(tmpdir(), "uptick-export-"));
  return () => rm(folder, { recursive: true, force: true });
});

/** Serves files and knows no index of folders: every link must name a file. */
function serve(root: string): Promise<{ url: string; server: Server }> {
  const types: Record<string, string> = { ".html": "text/html", ".json": "application/json" };
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname));
    readFile(join(root, path)).then(
      (bytes) => response.writeHead(200, { "content-type": types[extname(path)] ?? "text/plain" }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () =>
      resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }),
    ),
  );
}

/** Follows every link and every address of a document that stays on the host. */
async function crawl(start: string): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const waiting = [start];
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (seen.has(url)) continue;
    const response = await fetch(url);
    seen.set(url, response.status);
    if (!response.headers.get("content-type")?.startsWith("text/html")) continue;
    for (const [, link = ""] of (await response.text()).matchAll(
      / (?:href|src|data-live|data-copy)="([^"]+)"/g,
    )) {
      const next = new URL(link.replaceAll("&amp;", "&"), url);
      next.hash = "";
      if (next.origin === new URL(start).origin) waiting.push(next.href);
    }
  }
  return seen;
}

async function aPageWithPosts() {
  const page = await rig.addPage({ components: [{ name: "API" }] });
  const { db } = rig.outage.database;
  const open = await aStatusPost(db, { pageId: page.id, title: "Slow", startsAt: SNAPSHOT_START - 60_000 });
  const over = await aStatusPost(db, {
    pageId: page.id,
    title: "Was down",
    state: "resolved",
    startsAt: SNAPSHOT_START - 40 * 86_400_000,
    endsAt: SNAPSHOT_START - 39 * 86_400_000,
  });
  const bytes = Buffer.from("\u0089PNG");
  await db.statusAsset.create({
    data: {
      id: open,
      pageId: page.id,
      kind: "logo",
      contentType: "image/png",
      hash: "0123456789abcdef",
      bytes,
    },
  });
  return { ...page, open, over };
}

test("every link of an exported page leads to a file of it, in a folder of any name", async () => {
  const page = await aPageWithPosts();
  const exported = await exportPage(deps, { slug: page.slug, folder: join(folder, "any/where") });
  expect(exported.kind).toBe("written");
  const { url, server } = await serve(folder);
  try {
    const seen = await crawl(`${url}/any/where/index.html`);
    expect([...seen].filter(([, status]) => status !== 200)).toEqual([]);
    const paths = [...seen.keys()].map((one) => one.replace(`${url}/any/where/`, ""));
    for (const path of [
      `posts/${page.open}/index.html`,
      `posts/${page.over}/index.html`,
      "status.json",
      "feed.rss",
      "feed.atom",
      "feed.json",
      "calendar.ics",
      "asset/logo-0123456789abcdef",
    ]) {
      expect(paths).toContain(path);
    }
    expect(paths.filter((path) => path.startsWith("history/")).length).toBeGreaterThanOrEqual(3);
  } finally {
    server.close();
  }
});

test("a second run changes nothing, and what is gone from the page goes from the folder", async () => {
  const page = await aPageWithPosts();
  await exportPage(deps, { slug: page.slug, folder });
  expect(await exportPage(deps, { slug: page.slug, folder })).toMatchObject({ kind: "written", changed: 0 });
  await writeFile(join(folder, "CNAME"), "status.acme.example");
  await rig.outage.database.db.statusPost.delete({ where: { id: page.open } });
  expect(await exportPage(deps, { slug: page.slug, folder })).toMatchObject({ kind: "written" });
  expect(await readdir(join(folder, "posts"), { recursive: true })).not.toContain(`${page.open}/index.html`);
  expect(await readFile(join(folder, "CNAME"), "utf8")).toBe("status.acme.example");
  expect((await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

test("neither a private page nor a draft is ever written", async () => {
  const draft = await rig.addPage({ state: "draft" });
  const shut = await rig.addPage({ access: { kind: "password" } });
  for (const { slug } of [draft, shut]) {
    expect(await exportPage(deps, { slug, folder: join(folder, slug) })).toEqual({ kind: "not_public" });
  }
  expect(await exportPage(deps, { slug: "nobody", folder })).toEqual({ kind: "missing" });
  const open = await rig.addPage({});
  expect(await exportEveryPage(deps, folder)).toBeGreaterThan(5);
  expect(await readdir(folder)).toEqual([open.slug]);
});

test("a folder of something else is left alone", async () => {
  await writeFile(join(folder, "thesis.txt"), "mine");
  await expect(writeFolder(folder, [])).rejects.toThrow("holds other files");
  expect(await readdir(folder)).toEqual(["thesis.txt"]);
});

test("a list that somebody has changed removes nothing outside of the folder", async () => {
  const inner = join(folder, "inner");
  await writeFolder(inner, [{ path: "a.txt", bytes: Buffer.from("a") }]);
  await writeFile(join(folder, "mine.txt"), "mine");
  await writeFile(join(inner, ".uptick-export.json"), JSON.stringify(["../mine.txt", "a.txt", "."]));
  await writeFolder(inner, []);
  expect((await readdir(folder)).sort()).toEqual(["inner", "mine.txt"]);
});
