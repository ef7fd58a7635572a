import type { PageGate, StatusDeps } from "./read-snapshot.ts";

/**
 * admitted: `isPublic` says whether everybody gets the same answer, so that caches may keep it. gate: the visitor may
 * prove something at <page>/enter. refused: the answer of a page that does not exist.
 */
export type Admission =
  | { kind: "admitted"; isPublic: boolean }
  | { kind: "gate"; gate: "password" | "email" }
  | { kind: "refused" };

export async function admitVisitor(_deps: StatusDeps, _request: Request, gate: PageGate): Promise<Admission> {
  if (gate.state === "published" && gate.access.kind === "public")
    return { kind: "admitted", isPublic: true };
  return { kind: "refused" };
}
