import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { AccountName } from "./account.ts";
import { ApiKeyInput } from "./api-key.ts";
import { ChannelName } from "./channel.ts";
import { MonitorInput } from "./check.ts";
import { EscalationPolicyInput, OnCallScheduleInput } from "./escalation.ts";
import { ManualIncidentInput } from "./incident.ts";
import { MaintenanceInput, Tag } from "./maintenance.ts";
import { InvitedSignUp } from "./member.ts";
import { PasskeyName } from "./passkey.ts";
import { SavedViewInput } from "./saved-view.ts";
import { WorkspaceInput } from "./workspace.ts";

const NAMES: Record<string, z.ZodType> = {
  person: AccountName,
  "invited person": InvitedSignUp.shape.name,
  "API key": ApiKeyInput.shape.name,
  channel: ChannelName,
  monitor: MonitorInput.shape.name,
  "escalation policy": EscalationPolicyInput.shape.name,
  "on-call schedule": OnCallScheduleInput.shape.name,
  incident: ManualIncidentInput.shape.title,
  "maintenance window": MaintenanceInput.shape.name,
  passkey: PasskeyName,
  "saved view": SavedViewInput.shape.name,
  workspace: WorkspaceInput.shape.name,
};
const REFUSED = [
  "a\r\nBcc: everyone@example.com",
  "a\nb",
  "a\rb",
  "a\0b",
  "a\tb",
  "a\u001b[31mb",
  "a\u007fb",
  "a\u0085b",
  "a\u2028b",
  "a\u202ebmp.exe",
  "a\u2066b\u2069",
  "\u200b\u200d\ufeff",
  "\u3164",
  " \u00a0 ",
  "",
];
const TAKEN = [
  "<img src=x onerror=alert(1)>",
  '"><svg/onload=alert(1)>',
  "{{7*7}}#{7*7}",
  "متجر ١",
  "दुकान क्‍ष",
  "Shop 👩‍👩‍👧 “EU”",
];

describe.each(Object.entries(NAMES))("the name of a %s", (_, schema) => {
  test.each(REFUSED.map((name) => [name]))("is not %j", (name) => {
    expect(schema.safeParse(name).success).toBe(false);
  });
  test.each(TAKEN.map((name) => [name]))("may be %j", (name) => {
    expect(schema.parse(name)).toBe(name);
  });
  test("is refused in one sentence", () => {
    expect(schema.safeParse("").error?.issues).toHaveLength(1);
    expect(schema.safeParse("a\0b").error?.issues).toHaveLength(1);
  });
});

test.each([...REFUSED, ...TAKEN].map((tag) => [tag]))("%j is no tag", (tag) => {
  expect(Tag.safeParse(tag).success).toBe(false);
});
