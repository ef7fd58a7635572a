import type { IncomingKind } from "#contracts/incoming-hook.ts";
import type { IncomingFact } from "./incoming-fact.ts";
import { readAlertmanager } from "./read-alertmanager.ts";
import { readGithub, readGitlab, readVercel } from "./read-deployments.ts";
import { readBody } from "./read-fields.ts";
import { readDeploys, readIncidents } from "./read-own-calls.ts";

/** Throws IncomingProblem. `event` is what the header X-GitHub-Event says. */
export function readCall(
  kind: IncomingKind,
  { text, event, nowMs }: { text: string; event: string; nowMs: number },
): IncomingFact[] {
  const body = readBody(text);
  switch (kind) {
    case "deploy":
      return readDeploys(body, nowMs);
    case "incident":
      return readIncidents(body, nowMs);
    case "alertmanager":
      return readAlertmanager(body, nowMs);
    case "github":
      return [readGithub(event, { body, nowMs })];
    case "gitlab":
      return [readGitlab(body, nowMs)];
    case "vercel":
      return [readVercel(body, nowMs)];
  }
}
