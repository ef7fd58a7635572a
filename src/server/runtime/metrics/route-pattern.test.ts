import { expect, test } from "vitest";
import { createRouteOf, readRoutes } from "./route-pattern.ts";

const routeOf = createRouteOf({
  staticRoutes: [
    { page: "/", regex: "^/(?:/)?$" },
    { page: "/monitors", regex: "^/monitors(?:/)?$" },
    { page: "/_not-found", regex: "^/_not\\-found(?:/)?$" },
  ],
  dynamicRoutes: [
    { page: "/monitors/[id]", regex: "^/monitors/([^/]+?)(?:/)?$" },
    { page: "/api/trpc/[trpc]", regex: "^/api/trpc/([^/]+?)(?:/)?$" },
  ],
});

test.each([
  ["/", "/"],
  ["/monitors", "/monitors"],
  ["/monitors/", "/monitors"],
  ["/monitors/0190", "/monitors/[id]"],
  ["/api/trpc/monitor.get,monitor.list", "/api/trpc/[trpc]"],
  ["/_next/static/chunks/a.js", "/_next"],
  ["/_not-found", "other"],
  ["/wp-login.php", "other"],
])("%s is counted as %s", (path, route) => {
  expect([routeOf(path), routeOf(path)]).toEqual([route, route]);
});

test("a million different paths are few values, and remembered ones are bounded", () => {
  const seen = new Set(Array.from({ length: 5_000 }, (_, at) => routeOf(`/monitors/${at}`)));
  expect([...seen]).toEqual(["/monitors/[id]"]);
});

test("without a build there are no patterns", () => {
  expect(readRoutes("/nowhere")("/monitors")).toBe("other");
});
