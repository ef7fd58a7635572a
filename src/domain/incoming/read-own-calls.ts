import type * as z from "zod";
import { DeployCall, IncidentCall } from "#contracts/incoming-hook.ts";
import { type AlertFact, type DeployFact, IncomingProblem } from "./incoming-fact.ts";
import { lineOf, linkOf, momentOf } from "./read-fields.ts";

const MOST_FACTS = 200;

export function readDeploys(body: unknown, nowMs: number): DeployFact[] {
  return listFrom(body).map((part) => {
    const call = parse(DeployCall, part);
    const at = momentOf(call.at, nowMs);
    const name = lineOf(call.name, 120);
    const version = lineOf(call.version, 120);
    return {
      kind: "deploy",
      // Without a name of its own, each call is a deploy of its own.
      externalId: call.id === "" ? `${name}/${version}/${call.environment}/${at}` : call.id,
      name: name === "" ? "Deploy" : name,
      version,
      environment: lineOf(call.environment, 60),
      url: linkOf(call.url),
      state: call.state,
      at,
    };
  });
}

export function readIncidents(body: unknown, nowMs: number): AlertFact[] {
  return listFrom(body).map((part) => {
    const call = parse(IncidentCall, part);
    const { action, key, severity = null } = call;
    const title = lineOf(call.title, 200);
    const at = momentOf(call.at, nowMs);
    return {
      kind: "alert",
      action,
      key,
      title: title === "" ? key : title,
      message: call.message,
      severity,
      at,
    };
  });
}

function listFrom(body: unknown): unknown[] {
  const list = Array.isArray(body) ? body : [body];
  if (list.length > MOST_FACTS) throw new IncomingProblem(`${MOST_FACTS} entries in one call at most.`);
  return list;
}

function parse<Schema extends z.ZodType>(schema: Schema, part: unknown): z.infer<Schema> {
  const read = schema.safeParse(part);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw new IncomingProblem(`${field === "" ? "The body" : field}: ${issue?.message ?? "not readable"}`);
}
