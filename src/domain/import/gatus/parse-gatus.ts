import { addMonitor, type Draft, emptyDraft, keepSecret, nameFrom, warn } from "../draft.ts";
import { ImportProblem } from "../import-problem.ts";
import { parseDuration } from "../parse-duration.ts";
import { parseYaml } from "../parse-yaml.ts";
import { type Fields, fieldsOf, isFields, isTrue, listOf, textOf, textsOf } from "../read-object.ts";
import { type ImportResult, toDocument } from "../to-document.ts";
import { addGatusChannels } from "./gatus-alerting.ts";
import { toGatusCheck } from "./gatus-check.ts";
import { readConditions } from "./gatus-conditions.ts";

/** Configuration of Gatus 5: endpoints, external endpoints and alerting. Several files may be joined by `---`. */
export function parseGatus(text: string): ImportResult {
  const files = parseYaml(text).filter(isFields);
  const endpoints = files.flatMap(({ endpoints: current, services }) => [
    ...listOf(current),
    ...listOf(services),
  ]);
  const external = files.flatMap((file) => listOf(file["external-endpoints"]));
  if (endpoints.length + external.length === 0) {
    throw new ImportProblem("This is not a configuration of Gatus: it has no endpoints.");
  }
  const draft = emptyDraft("gatus");
  for (const { alerting } of files) addGatusChannels(draft, fieldsOf(alerting));
  for (const endpoint of endpoints) addEndpoint(draft, endpoint);
  for (const endpoint of external) addExternal(draft, endpoint);
  if (files.some(({ maintenance }) => isFields(maintenance))) {
    warn(draft, "maintenance", "lost", "The maintenance of all endpoints is left out: make a window of it.");
  }
  if (files.some(({ suites }) => listOf(suites).length > 0)) {
    warn(draft, "suites", "skipped", "Suites are left out: make multi-step checks of them.");
  }
  return toDocument(draft);
}

function addEndpoint(draft: Draft, endpoint: Fields): void {
  const name = nameFrom(textOf(endpoint.name));
  const expectations = readConditions(textsOf(endpoint.conditions));
  for (const condition of expectations.lost) {
    warn(draft, name, "lost", `The condition “${condition.slice(0, 200)}” is left out.`);
  }
  if (/\$\{?[A-Z_]+/.test(textOf(endpoint.url))) {
    warn(draft, name, "lost", "Its address names an environment variable of Gatus, which is not known here.");
  }
  const client = fieldsOf(endpoint.client);
  const secretOf = (field: string, value: string) => keepSecret(draft, { item: name, field, value });
  const check = toGatusCheck(endpoint, { client, expectations, secretOf });
  if (check === null) {
    warn(draft, name, "skipped", `Uptick has no check for ${textOf(endpoint.url).slice(0, 100)}.`);
    return;
  }
  const made = addMonitor(draft, {
    ...commonOf(endpoint),
    name,
    check,
    timeoutMs: msOf(client.timeout, 10_000),
  });
  if (made) addExpiry(draft, { endpoint, name, days: expectations.domainDays });
}

/** A condition on the domain is a check of its own in Uptick. */
function addExpiry(
  draft: Draft,
  { endpoint, name, days }: { endpoint: Fields; name: string; days: number | null },
): void {
  const url = textOf(endpoint.url);
  if (days === null || !URL.canParse(url)) return;
  const common = commonOf(endpoint);
  const domain = new URL(url).hostname.split(".").slice(-2).join(".");
  warn(draft, name, "mapped", `The expiry of ${domain} became a check of its own.`);
  addMonitor(draft, {
    ...common,
    foreignId: `${common.foreignId}-domain`,
    name: `${name} (domain)`,
    check: { kind: "domain", name: domain, alertDays: days },
    intervalSec: 86_400,
  });
}

function addExternal(draft: Draft, endpoint: Fields): void {
  const name = nameFrom(textOf(endpoint.name));
  const seconds = msOf(fieldsOf(endpoint.heartbeat).interval, 3_600_000) / 1000;
  warn(
    draft,
    name,
    "mapped",
    "What is pushed to Gatus became a heartbeat: the job has to call its new address.",
  );
  addMonitor(draft, {
    ...commonOf(endpoint),
    name,
    check: { kind: "heartbeat", timing: { type: "period", periodSec: Math.max(10, Math.round(seconds)) } },
  });
}

function commonOf(endpoint: Fields) {
  const group = textOf(endpoint.group);
  const name = textOf(endpoint.name);
  const alerts = listOf(endpoint.alerts).filter(({ enabled }) => enabled !== false);
  const patience = alerts.map((alert) => Number(textOf(alert["failure-threshold"]) || 3));
  return {
    foreignId: group === "" ? name : `${group}-${name}`,
    intervalSec: msOf(endpoint.interval, 60_000) / 1000,
    tags: group === "" ? [] : [group],
    paused: endpoint.enabled !== undefined && !isTrue(endpoint.enabled),
    channels: alerts.map(({ type }) => textOf(type)),
    failuresInARow: patience.length === 0 ? null : Math.min(...patience),
  };
}

function msOf(value: unknown, otherwise: number): number {
  return parseDuration(textOf(value)) ?? otherwise;
}
