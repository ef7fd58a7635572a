import { expect, test } from "vitest";
import {
  incidentListInput,
  isFiltered,
  NO_FILTER,
  readIncidentFilter,
  writeIncidentFilter,
} from "./incident-query.ts";

const read = (query: string) => {
  const params = new URLSearchParams(query);
  return readIncidentFilter((name) => params.get(name));
};

test("what is written to the address is read back", () => {
  const filter = {
    search: "50% & more",
    state: "acknowledged" as const,
    kind: "manual" as const,
    monitorId: "01a1feba-a63f-74cf-9fe6-f233ea411081",
  };
  expect(read(writeIncidentFilter(filter))).toEqual(filter);
  expect(isFiltered(filter)).toBe(true);
});

test("an address with nonsense filters nothing", () => {
  expect(read("state=burning&kind=alien&monitor=../../etc&search=%20")).toEqual(NO_FILTER);
  expect(isFiltered(NO_FILTER)).toBe(false);
  expect(incidentListInput(NO_FILTER)).toEqual({ limit: 25 });
});
