import type { TimePhase } from "#contracts/checks/assertion-sources.ts";
import type { HttpCheck } from "#contracts/checks/http.ts";
import type { MultistepCheck, MultistepStep } from "#contracts/checks/multistep.ts";
import type { Evidence, Outcome } from "#contracts/tick.ts";
import { judgeAssertions } from "#domain/check/judge-assertions.ts";
import { Deadline } from "#probes/core/deadline.ts";
import { timedOut, toFault } from "#probes/core/fault.ts";
import { MOST_BODY_BYTES } from "#probes/core/http-request.ts";
import type { CheckRunner, Observation, Phases } from "#probes/core/ports.ts";
import { unseen } from "#probes/core/unseen.ts";
import { CookieJar } from "../http/cookie-jar.ts";
import { type HttpCheckDeps, runHttpCheck } from "../http/http-check.ts";
import type { HttpAnswer, SendHttp } from "../http/send-http.ts";
import { cleanText } from "../transcript.ts";
import { extractVariables, needsBody } from "./extract-variables.ts";
import { fillVariables } from "./fill-variables.ts";
import { maskVariables } from "./mask-variables.ts";

/** Runs the steps one after the other, with one jar of cookies and one deadline. The first that fails ends the check. */
export function createMultistepRunner(deps: HttpCheckDeps): CheckRunner<"multistep"> {
  return async ({ check, timeoutMs }) => {
    const deadline = new Deadline(timeoutMs);
    try {
      return await new Walk(deps, check, deadline).finish();
    } finally {
      deadline.clear();
    }
  };
}

type StepResult = NonNullable<Evidence["steps"]>[number];
type Done = { seen: Observation; result: StepResult };

class Walk {
  private readonly jar = new CookieJar();
  private readonly variables = new Map<string, string>();
  private readonly done: Done[] = [];

  constructor(
    private readonly deps: HttpCheckDeps,
    private readonly check: MultistepCheck,
    private readonly deadline: Deadline,
  ) {}

  async finish(): Promise<Observation> {
    for (const [index, step] of this.check.steps.entries()) {
      const done = await this.take(step);
      this.done.push(done);
      const { outcome, message } = done.result;
      if (outcome !== "ok") {
        return this.observe({ outcome, message: `Step ${index + 1}, ${step.name}: ${message}` });
      }
    }
    const totalUs = this.totalUs();
    const { held, results, message } = judgeAssertions(this.check.assertions, (_, name) =>
      phaseMs(this.phases(), totalUs, name as TimePhase),
    );
    if (!held) return this.observe({ outcome: "assertion", message, assertions: results });
    const steps = `${this.done.length} ${this.done.length === 1 ? "step" : "steps"}`;
    const all = `${steps} in ${Math.round(totalUs / 1000)} ms.`;
    return this.observe({ outcome: "ok", message: all, assertions: results });
  }

  private async take(step: MultistepStep): Promise<Done> {
    const startedAt = performance.now();
    let seen: Observation | null = null;
    try {
      const last: { answer: HttpAnswer | null } = { answer: null };
      const check = asHttpCheck(this.check, fillVariables(step, this.variables));
      const send = this.sendInto(last, needsBody(step.extract));
      seen = await runHttpCheck({ ...this.deps, send }, { check, deadline: this.deadline, startedAt });
      if (seen.outcome === "ok" && this.deadline.expired) throw timedOut("exchange");
      if (seen.outcome === "ok" && last.answer !== null) {
        const found = await extractVariables(step.extract, { reply: last.answer.reply, jar: this.jar });
        for (const [name, value] of found) this.variables.set(name, value);
      }
      return doneOf(step, seen, { outcome: seen.outcome, message: seen.evidence().message });
    } catch (error) {
      const fault = toFault(error, "exchange");
      const shown = seen ?? unseen({ outcome: fault.outcome, message: fault.message });
      return doneOf(step, shown, fault);
    }
  }

  /** Sends with the shared cookies, and keeps the answer for what is to be taken out of it. */
  private sendInto(last: { answer: HttpAnswer | null }, wantsBody: boolean): SendHttp {
    return async (ask, deadline) => {
      const keepBytes = wantsBody ? MOST_BODY_BYTES : ask.keepBytes;
      last.answer = await this.deps.send({ ...ask, keepBytes, jar: this.jar }, deadline);
      return last.answer;
    };
  }

  private totalUs(): number {
    return this.done.reduce((sum, { seen }) => sum + seen.totalUs, 0);
  }

  private phases(): Phases {
    const sum = (phase: keyof Phases) =>
      this.done.reduce<number | null>((total, { seen }) => {
        const us = seen[phase];
        return us === null ? total : (total ?? 0) + us;
      }, null);
    return {
      dnsUs: sum("dnsUs"),
      connectUs: sum("connectUs"),
      tlsUs: sum("tlsUs"),
      ttfbUs: sum("ttfbUs"),
      transferUs: sum("transferUs"),
    };
  }

  private observe(verdict: {
    outcome: Outcome;
    message: string;
    assertions?: NonNullable<Evidence["assertions"]>;
  }): Observation {
    const last = this.done.at(-1)?.seen ?? unseen(verdict);
    const findings = this.done[0]?.seen.findings;
    return {
      ...this.phases(),
      outcome: verdict.outcome,
      status: last.status,
      totalUs: this.totalUs(),
      bytes: this.done.reduce((sum, { seen }) => sum + seen.bytes, 0),
      evidence: () => {
        const evidence = last.evidence();
        const assertions = [...(evidence.assertions ?? []), ...(verdict.assertions ?? [])].slice(0, 40);
        const whole: Evidence = {
          ...evidence,
          message: cleanText(verdict.message).slice(0, 500),
          steps: this.done.map(({ result }) => result),
          ...(assertions.length > 0 ? { assertions } : {}),
        };
        return maskVariables(whole, this.variables);
      },
      ...(findings === undefined ? {} : { findings }),
    };
  }
}

function asHttpCheck(check: MultistepCheck, step: MultistepStep): HttpCheck {
  const { auth, cookies, maxRedirects, ipFamily, httpVersion, tls, proxy } = check;
  const { name: _name, extract: _extract, ...request } = step;
  const connection = { auth, cookies, maxRedirects, ipFamily, httpVersion, tls, proxy };
  return { kind: "http", ...request, ...connection, keyword: null, certificateDays: null };
}

function doneOf(
  step: MultistepStep,
  seen: Observation,
  { outcome, message }: { outcome: Outcome; message: string },
): Done {
  const { status, totalUs } = seen;
  return { seen, result: { name: step.name, outcome, status, totalUs, message: message.slice(0, 500) } };
}

const PHASES: Record<Exclude<TimePhase, "total">, keyof Phases> = {
  dns: "dnsUs",
  connect: "connectUs",
  tls: "tlsUs",
  ttfb: "ttfbUs",
  transfer: "transferUs",
};

function phaseMs(phases: Phases, totalUs: number, name: TimePhase): number | null {
  const us = name === "total" ? totalUs : phases[PHASES[name]];
  return us === null ? null : us / 1000;
}
