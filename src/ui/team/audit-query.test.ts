import { describe, expect, test } from "vitest";
import { AuditFilter } from "#contracts/audit-log.ts";
import {
  type AuditChoice,
  auditFilter,
  NO_CHOICE,
  readAuditChoice,
  writeAuditChoice,
} from "./audit-query.ts";

const read = (query: string) => {
  const params = new URLSearchParams(query);
  return readAuditChoice((name) => params.get(name));
};

describe("the address of the audit log", () => {
  test.each<{ choice: Partial<AuditChoice>; query: string }>([
    { choice: {}, query: "" },
    { choice: { actor: "ada+x@example.com" }, query: "who=ada%2Bx%40example.com" },
    { choice: { action: "api_key." }, query: "what=api_key." },
    { choice: { action: "api_key.revoke", span: "week" }, query: "what=api_key.revoke&when=week" },
    { choice: { text: "Größe & 50 %" }, query: "search=Gr%C3%B6%C3%9Fe+%26+50+%25" },
  ])("says $choice as “$query”, and is read back", ({ choice, query }) => {
    expect(writeAuditChoice({ ...NO_CHOICE, ...choice })).toBe(query);
    expect(read(query)).toEqual({ ...NO_CHOICE, ...choice });
  });

  test.each(["when=century", "when=toString", "who=", "search=%20%20", "what=+", "other=1"])(
    "chooses nothing by “%s”",
    (query) => expect(read(query)).toEqual(NO_CHOICE),
  );

  test("asks the server only for what it takes, whatever somebody wrote into it", () => {
    for (const length of [1, 60, 61, 120, 121, 200, 201, 300, 301, 5_000]) {
      const long = "x".repeat(length);
      for (const what of [long, `${long}.`]) {
        const filter = auditFilter(
          read(new URLSearchParams({ who: long, what, search: long }).toString()),
          0,
        );
        expect(AuditFilter.safeParse(filter).success, `${length}`).toBe(true);
      }
    }
  });
});
