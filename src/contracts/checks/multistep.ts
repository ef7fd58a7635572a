import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { httpConnectionFields, httpRequestFields, StatusRange } from "./http.ts";

/** Keeps a part of the answer as `{{vars.NAME}}` for the steps that follow. `name`: the header, or the JSON path; `regex`: its first group. */
export const Extraction = z.strictObject({
  variable: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, "Letters, digits and _ only, a letter first."),
  source: z.enum(["json", "header", "regex", "cookie"]),
  name: z.string().trim().min(1, "Say what to take.").max(500),
});
export type Extraction = z.infer<typeof Extraction>;

export const MultistepStep = z.strictObject({
  name: z.string().trim().min(1, "Give the step a name.").max(120),
  ...httpRequestFields,
  /** May hold `{{vars.NAME}}` in the path and the query. */
  expectedStatus: z.array(StatusRange).min(1, "Name at least one status, such as 200-299.").max(20),
  extract: z.array(Extraction).max(20).default([]),
});
export type MultistepStep = z.infer<typeof MultistepStep>;

/** The steps share cookies and one deadline; the first that fails ends the check. */
export const MultistepCheck = z.strictObject({
  kind: z.literal("multistep"),
  ...httpConnectionFields,
  steps: z.array(MultistepStep).min(1, "A multi-step check needs a step.").max(20, "20 steps at most."),
  assertions: assertionsOf("multistep"),
});
export type MultistepCheck = z.infer<typeof MultistepCheck>;
