import type { Page } from "playwright";
import type { BrowserStep } from "#contracts/checks/browser.ts";
import type { Outcome } from "#contracts/tick.ts";

export type StepVerdict = { outcome: Outcome; message: string };

const POLL_MS = 50;

/** Does one thing as a person would, and waits for the page to let it happen. Never rejects. */
export async function takeStep(page: Page, step: BrowserStep, timeoutMs: number): Promise<StepVerdict> {
  try {
    return await act(page, step, timeoutMs);
  } catch (error) {
    return explain(error, step);
  }
}

async function act(page: Page, step: BrowserStep, timeout: number): Promise<StepVerdict> {
  switch (step.type) {
    case "open": {
      const response = await page.goto(step.url, { timeout, waitUntil: "load" });
      const status = response?.status() ?? 0;
      if (status < 400) return ok(`Answered ${status}.`);
      return { outcome: "status", message: `Answered ${status}.` };
    }
    case "click":
      await page.locator(step.selector).first().click({ timeout });
      return ok("Clicked.");
    case "fill":
      await page.locator(step.selector).first().fill(step.text, { timeout });
      return ok("Filled.");
    case "press":
      await page.locator(step.selector).first().press(step.key, { timeout });
      return ok("Pressed.");
    case "expectVisible":
      await page.locator(step.selector).first().waitFor({ state: "visible", timeout });
      return ok("It is there.");
    case "expectText":
      return expectText(page, step, timeout);
    case "expectUrl":
      await page.waitForURL((url) => url.href.includes(step.text), { timeout });
      return ok("It is the address.");
  }
}

async function expectText(
  page: Page,
  { selector, text }: Extract<BrowserStep, { type: "expectText" }>,
  timeoutMs: number,
): Promise<StepVerdict> {
  const until = performance.now() + timeoutMs;
  const element = page.locator(selector).first();
  await element.waitFor({ state: "visible", timeout: timeoutMs });
  for (;;) {
    // biome-ignore lint/performance/useDomNodeTextContent: what people can see, not what the document holds
    const shown = await element.innerText({ timeout: Math.max(POLL_MS, until - performance.now()) });
    if (shown.includes(text)) return ok("The text is there.");
    if (performance.now() + 2 * POLL_MS > until) {
      return { outcome: "assertion", message: `"${clip(text)}" is not in it; it says "${clip(shown)}".` };
    }
    await page.waitForTimeout(POLL_MS);
  }
}

function ok(message: string): StepVerdict {
  return { outcome: "ok", message };
}

/** Chromium's names of what may go wrong on the way. */
const NET_ERRORS: readonly [pattern: RegExp, outcome: Outcome, message: string][] = [
  [/ERR_NAME_NOT_RESOLVED/, "dns", "The name does not resolve."],
  [/ERR_CONNECTION_REFUSED/, "refused", "The connection was refused."],
  [/ERR_(CERT|SSL)_/, "tls", "The certificate is not valid, or TLS failed."],
  [/ERR_CONNECTION_(RESET|CLOSED)|ERR_EMPTY_RESPONSE/, "reset", "The connection was reset."],
  [/ERR_(TIMED_OUT|CONNECTION_TIMED_OUT)/, "timeout", "The connection attempt got no answer."],
  [/ERR_(INVALID_|RESPONSE_HEADERS)/, "protocol", "The answer is no HTTP."],
  [/ERR_TOO_MANY_REDIRECTS/, "redirect", "Too many redirects."],
  [/ERR_(TUNNEL_CONNECTION_FAILED|PROXY)/, "unreachable", "The host cannot be reached."],
  [/ERR_ABORTED/, "reset", "The page did not load."],
];

function explain(error: unknown, step: BrowserStep): StepVerdict {
  const message = error instanceof Error ? error.message : String(error);
  const known = NET_ERRORS.find(([pattern]) => pattern.test(message));
  if (known) return { outcome: known[1], message: known[2] };
  if (!/Timeout .* exceeded/.test(message)) {
    const isOfPage = /crash|closed|selector|strict mode|Element is not/i.test(message);
    return { outcome: isOfPage ? "assertion" : "internal", message: clip(message) };
  }
  if (step.type === "open")
    return { outcome: "timeout", message: "The page had not loaded when the time ran out." };
  if (step.type === "expectUrl")
    return { outcome: "assertion", message: "The address did not come up in time." };
  return { outcome: "assertion", message: "It could not be found or used before the time ran out." };
}

function clip(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}
