import { expect, test } from "vitest";
import { parseRegions, readSettings } from "./launch-settings.ts";

test("without any variable the defaults of the schema hold", () => {
  expect(readSettings({}, "/srv/uptick")).toEqual({
    port: 3000,
    host: "0.0.0.0",
    dataFolder: "/srv/uptick/.uptick",
    regions: ["local-1", "local-2", "local-3"],
    localUrl: "http://127.0.0.1:3000",
    publicUrl: "http://localhost:3000",
  });
});

test("the public address follows the port unless it is given", () => {
  expect(readSettings({ PORT: "4000" }, "/").publicUrl).toBe("http://localhost:4000");
  expect(readSettings({ PORT: "4000", NEXTAUTH_URL: "https://up.example" }, "/").publicUrl).toBe(
    "https://up.example",
  );
});

test.each([
  { source: { PORT: "http" }, says: /PORT is wrong/ },
  { source: { NEXTAUTH_SECRET: "short" }, says: /NEXTAUTH_SECRET is wrong/ },
  { source: { CRON_SECRET: "short" }, says: /CRON_SECRET is wrong/ },
  { source: { DATABASE_URL: "nonsense" }, says: /DATABASE_URL is wrong/ },
  { source: { UPSTASH_REDIS_REST_URL: "https://x.upstash.io" }, says: /UPSTASH_REDIS_REST_TOKEN is not set/ },
  { source: { UPTICK_REGIONS: "fra1,Not Valid" }, says: /"Not Valid"/ },
])("$source is refused in one line", ({ source, says }) => {
  expect(() => readSettings(source, "/")).toThrow(says);
  expect(() => readSettings(source, "/")).not.toThrow(/\n/);
});

test("regions are trimmed and named once", () => {
  expect(parseRegions(" a, b ,a,")).toEqual(["a", "b"]);
});
