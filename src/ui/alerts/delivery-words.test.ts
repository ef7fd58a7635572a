import { expect, test } from "vitest";
import { channelLook, deliveryLook } from "./delivery-words.ts";

test.each([
  { status: "pending", attempts: 0, word: "Waiting" },
  { status: "pending", attempts: 2, word: "Will try again" },
  { status: "sent", attempts: 1, word: "Delivered" },
  { status: "failed", attempts: 1, word: "Refused" },
  { status: "dead", attempts: 12, word: "Given up" },
] as const)("a delivery that is $status after $attempts attempts reads “$word”", ({ word, ...delivery }) => {
  expect(deliveryLook(delivery).word).toBe(word);
});

test.each([
  { name: "never used", enabled: true, lastDelivery: null, word: "Not used yet" },
  { name: "fine", enabled: true, lastDelivery: { at: 1, status: "sent" }, word: "Working" },
  { name: "refused", enabled: true, lastDelivery: { at: 1, status: "failed" }, word: "Last message failed" },
  {
    name: "off although the last one arrived",
    enabled: false,
    lastDelivery: { at: 1, status: "sent" },
    word: "Off",
  },
] as const)("a channel that is $name reads “$word”", ({ enabled, lastDelivery, word }) => {
  expect(channelLook({ enabled, lastDelivery }).word).toBe(word);
});
