import type { BrowserContext, Page } from "playwright";
import { sinceUs } from "#probes/core/since-us.ts";
import type { StepReport } from "./browser-task.ts";

type Script = { page: Page; context: BrowserContext; script: string; leftMs: () => number };
type Body = (page: Page, context: BrowserContext, expect: unknown) => Promise<void>;

const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
  ...parts: string[]
) => Body;

/**
 * Runs a user's own Playwright code. It may do whatever this process may, which is why an agent runs scripts only where
 * its operator has said so.
 */
export async function runScript({ page, context, script, leftMs }: Script): Promise<StepReport> {
  const from = performance.now();
  const { expect } = await import("playwright/test");
  page.setDefaultTimeout(leftMs());
  const report = (outcome: StepReport["outcome"], message: string): StepReport => ({
    name: "Script",
    outcome,
    status: null,
    totalUs: sinceUs(from),
    message: message.replace(COLOURS, "").slice(0, 500),
  });
  const late = new Promise<StepReport>((done) =>
    setTimeout(
      () => done(report("timeout", "The script had not ended when the time ran out.")),
      leftMs(),
    ).unref(),
  );
  const ended = (async () => {
    try {
      await new AsyncFunction("page", "context", "expect", `"use strict";\n${script}`)(page, context, expect);
      return report("ok", "The script ended well.");
    } catch (error) {
      return report("assertion", error instanceof Error ? error.message : String(error));
    }
  })();
  return Promise.race([ended, late]);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: Playwright colours its messages
const COLOURS = /\u001b\[[0-9;]*m/g;
