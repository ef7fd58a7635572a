import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EnvSchema } from "#env";

const document = readFileSync("docs/deploy-vercel.md", "utf8");
const button = new URL(
  /\]\((https:\/\/vercel\.com\/new\/clone[^)]+)\)/.exec(document)?.[1] ?? "https://none",
);
const asked = button.searchParams.get("env")?.split(",") ?? [];
const hosted = JSON.parse(readFileSync("vercel.json", "utf8")) as {
  crons: { path: string; schedule: string }[];
  functions: Record<string, { regions?: string[] }>;
};

describe("hosting at Vercel", () => {
  test("the button asks for what the app cannot start without, and for nothing that it does not read", () => {
    const { shape } = EnvSchema;
    const needed = Object.keys(shape).filter(
      (name) => !shape[name as keyof typeof shape].safeParse(undefined).success,
    );
    expect(asked.filter((name) => !(name in shape))).toEqual([]);
    expect(needed.filter((name) => !asked.includes(name))).toEqual([]);
    expect(asked).toContain("CRON_SECRET");
    expect(asked).toContain("UPTICK_ENCRYPTION_KEYS");
  });

  test("each variable of the button is explained", () => {
    const table = document.slice(document.indexOf("## Variables"));
    expect(asked.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
  });

  test("every cron and every function is a route", () => {
    expect(hosted.crons.filter(({ path }) => !existsSync(`src/app${path}/route.ts`))).toEqual([]);
    expect(Object.keys(hosted.functions).filter((file) => !existsSync(file))).toEqual([]);
    expect(hosted.crons.filter(({ schedule }) => !/^(\S+ ){4}\S+$/.test(schedule))).toEqual([]);
  });

  test("the document makes every edge region, and says where its token goes", () => {
    const regions = Object.values(hosted.functions).flatMap(({ regions: placed = [] }) => placed);
    expect(regions.filter((code) => !document.includes(`region -- add ${code} `))).toEqual([]);
    expect(regions.filter((code) => !document.includes(`UPTICK_PROBE_TOKEN_${code.toUpperCase()}`))).toEqual(
      [],
    );
    expect(regions.filter((code) => !document.includes(`/api/probe/${code}`))).toEqual([]);
  });
});
