import { expect, test } from "vitest";
import { type DetailDiff, diffDetail } from "./diff-detail.ts";

test.each<{ name: string; detail: unknown; diff: DetailDiff }>([
  { name: "nothing", detail: null, diff: { rows: [], same: 0 } },
  {
    name: "a change shows what differs and counts the rest",
    detail: { before: { name: "A", tags: ["x"], n: 1 }, after: { name: "B", tags: ["x", "y"], n: 1 } },
    diff: {
      rows: [
        { field: "name", before: "A", after: "B" },
        { field: "tags", before: "x", after: "x, y" },
      ],
      same: 1,
    },
  },
  {
    name: "what is new shows every field",
    detail: { after: { email: "ada@example.com", role: "viewer" } },
    diff: {
      rows: [
        { field: "email", before: null, after: "ada@example.com" },
        { field: "role", before: null, after: "viewer" },
      ],
      same: 0,
    },
  },
  {
    name: "nested fields have a path, and a field may come or go",
    detail: { before: { quorum: { kind: "count", n: 2 } }, after: { quorum: { kind: "all" } } },
    diff: {
      rows: [
        { field: "quorum.kind", before: "count", after: "all" },
        { field: "quorum.n", before: "2", after: null },
      ],
      same: 0,
    },
  },
  {
    name: "a single value, null among them",
    detail: { before: null, after: "0190" },
    diff: { rows: [{ field: "", before: "null", after: "0190" }], same: 0 },
  },
  {
    name: "whatever else was noted",
    detail: { reason: "Your role is viewer.", timesInAnHour: 10 },
    diff: {
      rows: [
        { field: "reason", before: null, after: "Your role is viewer." },
        { field: "timesInAnHour", before: null, after: "10" },
      ],
      same: 0,
    },
  },
])("$name", ({ detail, diff }) => {
  expect(diffDetail(detail)).toEqual(diff);
});
