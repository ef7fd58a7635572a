import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const Route = z.object({ page: z.string(), regex: z.string() });
/** The part of Next's own list of routes that names them; the server cannot start without that file. */
const Manifest = z.object({ staticRoutes: z.array(Route), dynamicRoutes: z.array(Route) });
type Manifest = z.infer<typeof Manifest>;

/** The pattern of a path's route, such as `/monitors/[id]`; `other` for what is none. */
export type RouteOf = (path: string) => string;

/** What has been matched once need not be again; paths with ids would fill any memory. */
const MOST_KNOWN = 2_000;

/** In development there is no list, and every path is `other`. */
export function readRoutes(folder: string): RouteOf {
  let text: string;
  try {
    text = readFileSync(join(folder, ".next/routes-manifest.json"), "utf8");
  } catch {
    return createRouteOf({ staticRoutes: [], dynamicRoutes: [] });
  }
  return createRouteOf(Manifest.parse(JSON.parse(text)));
}

/** Next tries static routes first, then the others in the order of its list. */
export function createRouteOf(manifest: Manifest): RouteOf {
  const patterns = [...manifest.staticRoutes, ...manifest.dynamicRoutes]
    .filter(({ page }) => !page.startsWith("/_"))
    .map(({ page, regex }) => ({ page, regex: new RegExp(regex) }));
  const known = new Map<string, string>();
  return (path) => {
    if (path.startsWith("/_next/")) return "/_next";
    const found = known.get(path);
    if (found !== undefined) return found;
    const route = patterns.find(({ regex }) => regex.test(path))?.page ?? "other";
    if (known.size < MOST_KNOWN) known.set(path, route);
    return route;
  };
}
