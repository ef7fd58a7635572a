import type { BrowserCheck, BrowserStep } from "#contracts/checks/browser.ts";
import type { Outcome } from "#contracts/tick.ts";

/** What the browser's process is told, as one line of JSON on its standard input. */
export type BrowserTask = {
  flow: BrowserCheck["flow"];
  viewport: BrowserCheck["viewport"];
  timeoutMs: number;
  /** The only way out: a proxy that judges every address. */
  proxyUrl: string;
  executablePath: string;
  /** A trace holds all that was typed, so there is none of a check with secrets. */
  isTraced: boolean;
  /** Certificates that nobody vouches for are accepted: tests only. */
  trustsAll: boolean;
};

export type StepReport = {
  name: string;
  outcome: Outcome;
  status: number | null;
  totalUs: number;
  message: string;
};

/** What it answers, as the last line of its standard output. */
export type BrowserReport = {
  steps: StepReport[];
  status: number | null;
  url: string;
  title: string;
  /** The text that can be seen, 256 KiB at most. */
  text: string;
  ttfbUs: number | null;
  lcpMs: number | null;
  cls: number | null;
  /** JPEG in base64, of a page that failed. */
  screenshot: string | null;
  /** Playwright's trace as a zip in base64, of a visit that failed; null when it is too large to keep. */
  trace: string | null;
};

/** "Open https://example.com/", "Click role=button". What is typed into a field may be a secret, and is not said. */
export function nameStep(step: BrowserStep): string {
  switch (step.type) {
    case "open":
      return `Open ${step.url}`.slice(0, 120);
    case "press":
      return `Press ${step.key} in ${step.selector}`.slice(0, 120);
    case "expectText":
      return `Expect the text in ${step.selector}`.slice(0, 120);
    case "expectUrl":
      return "Expect the address";
    case "expectVisible":
      return `Expect to see ${step.selector}`.slice(0, 120);
    case "click":
      return `Click ${step.selector}`.slice(0, 120);
    case "fill":
      return `Fill ${step.selector}`.slice(0, 120);
  }
}
