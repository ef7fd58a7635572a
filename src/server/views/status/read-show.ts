import { ComponentShow } from "#contracts/status-page.ts";

/** What a component shows, as it was stored; what an older version did not know has its default. */
export function readShow(stored: unknown): ComponentShow {
  return ComponentShow.catch(ComponentShow.parse({})).parse(stored);
}
