import type { Notification } from "#contracts/notification.ts";
import { describeNotification } from "../describe-notification.ts";

const PLACEHOLDER = /\{\{\s*([\w.]+)\s*\}\}/g;
const ONLY_PLACEHOLDER = /^\{\{\s*([\w.]+)\s*\}\}$/;

type Value = string | number | null;

const PLACEHOLDERS = {
  id: ({ id }) => id,
  kind: ({ kind }) => kind,
  severity: ({ severity }) => severity,
  incidentId: ({ incidentId }) => incidentId,
  incidentUrl: ({ incidentUrl }) => incidentUrl,
  acknowledgeUrl: ({ acknowledgeUrl }) => acknowledgeUrl,
  at: ({ at }) => new Date(at).toISOString(),
  durationMs: ({ durationMs }) => durationMs,
  title: (notification) => describeNotification(notification).title,
  reason: ({ reason }) => reason,
  regions: (notification) => describeNotification(notification).regions.join("; "),
  others: (notification) => describeNotification(notification).others.join("; "),
  "monitor.id": ({ monitor }) => monitor.id,
  "monitor.name": ({ monitor }) => monitor.name,
  "monitor.target": ({ monitor }) => monitor.target,
  "monitor.url": ({ monitor }) => monitor.url,
  "workspace.name": ({ workspace }) => workspace.name,
} as const satisfies Record<string, (notification: Notification) => Value>;

export const placeholderNames = Object.keys(PLACEHOLDERS);

/**
 * The template is JSON before anything is put in, and values only ever become strings in it, so no monitor name can
 * change its shape. A string that is nothing but one placeholder takes the value with its type.
 */
export function fillTemplate(template: string, notification: Notification): string {
  return JSON.stringify(JSON.parse(template), (_key, value: unknown) =>
    typeof value === "string" ? fillString(value, notification) : value,
  );
}

/** What is wrong with a template, in a sentence; null when nothing is. */
export function findTemplateFault(template: string): string | null {
  try {
    JSON.parse(template);
  } catch {
    return 'The template is not JSON. Put each placeholder into quotes, such as {"text": "{{title}}"}.';
  }
  const unknown = [...template.matchAll(PLACEHOLDER)]
    .map(([, name = ""]) => name)
    .find((name) => !isKnown(name));
  if (unknown === undefined) return null;
  return `There is no {{${unknown}}}. Use ${placeholderNames.map((name) => `{{${name}}}`).join(", ")}.`;
}

function fillString(text: string, notification: Notification): Value {
  const only = ONLY_PLACEHOLDER.exec(text)?.[1];
  if (only !== undefined) return placeholderValue(only, notification);
  return text.replace(PLACEHOLDER, (_match, name: string) =>
    String(placeholderValue(name, notification) ?? ""),
  );
}

function placeholderValue(name: string, notification: Notification): Value {
  return isKnown(name) ? PLACEHOLDERS[name](notification) : null;
}

function isKnown(name: string): name is keyof typeof PLACEHOLDERS {
  return Object.hasOwn(PLACEHOLDERS, name);
}
