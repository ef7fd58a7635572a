import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import type { DraftRecord } from "./draft.ts";

/** What most people want of a kind, where that is more than the contract's own defaults. */
export const KIND_DEFAULTS: Partial<Record<CheckKind, DraftRecord>> = {
  http: { expectedStatus: "200-299", followRedirects: true },
  grpc: { port: "443" },
  database: { engine: "postgres", port: "5432" },
  heartbeat: { timing: { type: "period", periodSec: "3600" }, graceSec: "300" },
  multistep: {
    steps: [
      {
        name: "",
        url: "",
        method: "GET",
        query: [],
        headers: [],
        body: "",
        bodyType: "raw",
        followRedirects: true,
        assertions: { match: "all", list: [] },
        expectedStatus: "200-299",
        extract: [],
      },
    ],
  },
  browser: { flow: { type: "steps", steps: [{ type: "open", url: "" }] } },
};
