import { expect, test } from "vitest";
import type { ChannelField, ChannelView } from "#contracts/channel.ts";
import { channelFieldOfPath, configInputOf, valuesOfChannel } from "./channel-values.ts";
import { quietHoursOf } from "./quiet-values.ts";

const fields: ChannelField[] = [
  { name: "to", label: "To", kind: "list" },
  { name: "port", label: "Port", kind: "number", optional: true },
  { name: "password", label: "Password", kind: "secret", optional: true },
];
const saved: ChannelView = {
  id: "0199a8a0-0000-7000-8000-000000000001",
  kind: "email",
  name: "Mail",
  config: { to: ["a@example.com", "b@example.com"], port: 587 },
  secretsSet: ["password"],
  isDefault: true,
  enabled: true,
  disabledReason: null,
  fallbackChannelId: null,
  quietHours: null,
  tellsOwners: false,
  openUntil: null,
  monitors: 2,
  createdAt: 0,
  lastDelivery: null,
};

test("a saved channel fills the form with text and never with a secret", () => {
  expect(valuesOfChannel(saved, fields).config).toEqual({
    to: "a@example.com, b@example.com",
    port: "587",
    password: "",
  });
});

test.each([
  { name: "an empty secret is left out, so that the old one stays", typed: {}, removed: [], sent: {} },
  { name: "a removed secret is null", typed: {}, removed: ["password"], sent: { password: null } },
  {
    name: "a secret typed after removing the old one is the new one",
    typed: { password: "new" },
    removed: ["password"],
    sent: { password: "new" },
  },
  { name: "a number is a number", typed: { port: "465" }, removed: [], sent: { port: 465 } },
  {
    name: "what is no number goes as typed, for the server to judge",
    typed: { port: "smtp" },
    removed: [],
    sent: { port: "smtp" },
  },
])("$name", ({ typed, removed, sent }) => {
  expect(configInputOf({ config: typed as Record<string, string>, removed }, fields)).toEqual(sent);
});

test.each([
  { path: "name", field: "name" },
  { path: "fallbackChannelId", field: "fallback" },
  { path: "config.to.0", field: "config.to" },
  { path: "config.password", field: "config.password" },
  { path: "config.unheard", field: null },
  { path: "config", field: null },
])("a problem at $path is shown at $field", ({ path, field }) => {
  expect(channelFieldOfPath(path, fields)).toBe(field);
});

test("quiet hours survive the form, and what is wrong with them is shown at their fields", () => {
  const quietHours = { from: "22:00", to: "07:00", zone: "UTC", days: [1, 7], exceptCritical: false };
  expect(quietHoursOf(valuesOfChannel({ ...saved, quietHours }, fields).quiet)).toEqual(quietHours);
  expect(quietHoursOf(valuesOfChannel(saved, fields).quiet)).toBeNull();
  expect(channelFieldOfPath("quietHours.days", fields)).toBe("quiet.days");
  expect(channelFieldOfPath("tellsOwners", fields)).toBe("tellsOwners");
});
