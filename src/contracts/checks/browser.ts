import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { HttpUrl } from "./http.ts";

const Selector = z.string().trim().min(1, 'Give a selector, such as role=button[name="Sign in"].').max(500);

/** What a person would do, one after the other. `fill` may hold `{{secret.NAME}}`. */
export const BrowserStep = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("open"), url: HttpUrl }),
  z.strictObject({ type: z.literal("click"), selector: Selector }),
  z.strictObject({ type: z.literal("fill"), selector: Selector, text: z.string().max(4000) }),
  z.strictObject({ type: z.literal("press"), selector: Selector, key: z.string().min(1).max(40) }),
  z.strictObject({ type: z.literal("expectVisible"), selector: Selector }),
  z.strictObject({ type: z.literal("expectText"), selector: Selector, text: z.string().min(1).max(1000) }),
  z.strictObject({ type: z.literal("expectUrl"), text: z.string().min(1).max(1000) }),
]);
export type BrowserStep = z.infer<typeof BrowserStep>;

/** Run by an agent, in a process of its own. A script is a Playwright test's body with `page`, `context` and `expect`. */
export const BrowserCheck = z.strictObject({
  kind: z.literal("browser"),
  flow: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("steps"), steps: z.array(BrowserStep).min(1, "Add a step.").max(50) }),
    z.strictObject({ type: z.literal("script"), script: z.string().min(1, "Write a script.").max(64_000) }),
  ]),
  viewport: z
    .strictObject({ width: z.number().int().min(320).max(3840), height: z.number().int().min(240).max(2160) })
    .default({ width: 1280, height: 800 }),
  assertions: assertionsOf("browser"),
});
export type BrowserCheck = z.infer<typeof BrowserCheck>;
