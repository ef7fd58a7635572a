import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { httpConnectionFields, httpRequestFields, refuseBrokenJson, StatusRange } from "./http.ts";
import { VARIABLE_REFERENCE } from "./variable-reference.ts";

/** Keeps a part of the answer as `{{vars.NAME}}` for the steps that follow. `name`: the header, or the JSON path; `regex`: its first group. */
export const Extraction = z.strictObject({
  variable: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, "Letters, digits and _ only, a letter first."),
  source: z.enum(["json", "header", "regex", "cookie"]),
  name: z.string().trim().min(1, "Say what to take.").max(500),
});
export type Extraction = z.infer<typeof Extraction>;

export const MultistepStep = z
  .strictObject({
    name: z.string().trim().min(1, "Give the step a name.").max(120),
    ...httpRequestFields,
    /** May hold `{{vars.NAME}}` in the path and the query. */
    expectedStatus: z.array(StatusRange).min(1, "Name at least one status, such as 200-299.").max(20),
    extract: z.array(Extraction).max(20).default([]),
  })
  .superRefine(refuseBrokenJson);
export type MultistepStep = z.infer<typeof MultistepStep>;

/** The steps share cookies and one deadline; the first that fails ends the check. */
export const MultistepCheck = z.strictObject({
  kind: z.literal("multistep"),
  ...httpConnectionFields,
  steps: z
    .array(MultistepStep)
    .min(1, "A multi-step check needs a step.")
    .max(20, "20 steps at most.")
    .superRefine((steps, context) => {
      const known = new Set<string>();
      for (const [at, step] of steps.entries()) {
        for (const { field, name } of listReferences(step)) {
          if (known.has(name)) continue;
          const message = `No step before this one takes ${name} from its answer.`;
          context.addIssue({ code: "custom", path: [at, field], message });
        }
        for (const { variable } of step.extract) known.add(variable);
      }
    }),
  assertions: assertionsOf("multistep"),
});
export type MultistepCheck = z.infer<typeof MultistepCheck>;

function listReferences(
  step: MultistepStep,
): { field: "url" | "query" | "headers" | "body"; name: string }[] {
  const texts = {
    url: [step.url],
    query: step.query.map(({ value }) => value),
    headers: step.headers.map(({ value }) => value),
    body: step.body === null ? [] : [step.body],
  };
  return (["url", "query", "headers", "body"] as const).flatMap((field) =>
    texts[field]
      .flatMap((text) => [...text.matchAll(VARIABLE_REFERENCE)])
      .map(([, name = ""]) => ({ field, name })),
  );
}
