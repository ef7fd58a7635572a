import { expect, test } from "vitest";
import { requireFreshProof } from "./require-fresh-proof.ts";

const noon = new Date("2026-11-21T12:00:00Z");

test.each([
  { name: "just now", ageMs: 0, stale: false },
  { name: "a quarter of an hour ago", ageMs: 15 * 60_000, stale: false },
  { name: "a moment longer ago", ageMs: 15 * 60_000 + 1, stale: true },
])("a proof from $name: stale $stale", ({ ageMs, stale }) => {
  const ask = () => requireFreshProof({ provenAt: new Date(noon.getTime() - ageMs) }, noon);
  if (stale) expect(ask).toThrow(expect.objectContaining({ code: "proof_needed" }));
  else expect(ask).not.toThrow();
});
