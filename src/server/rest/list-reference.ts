import type { ReferenceGroup, ReferenceProblem } from "#contracts/rest/api-reference.ts";
import { REST_ROUTES } from "./find-route.ts";
import { PROBLEMS } from "./problem.ts";

/** Every endpoint, in the order of the document. */
export function listReferenceGroups(): ReferenceGroup[] {
  const groups = new Map<string, ReferenceGroup>();
  for (const { tag, name, method, path, summary, rules } of REST_ROUTES) {
    const group = groups.get(tag) ?? { tag, endpoints: [] };
    groups.set(tag, group);
    const id = name.replaceAll(".", "-");
    group.endpoints.push({ id, method, path, summary, scopes: rules.scopes });
  }
  return [...groups.values()];
}

export function listProblems(): ReferenceProblem[] {
  return Object.entries(PROBLEMS).map(([code, [status, title]]) => ({ code, status, title }));
}
