import { expect, test } from "vitest";
import { channelLook, deliveryLook } from "./delivery-words.ts";

test.each([
  { status: "pending", attempts: 0, held: null, leader: null, word: "Waiting" },
  { status: "pending", attempts: 0, held: "Quiet hours until 07:00.", leader: null, word: "Held back" },
  { status: "pending", attempts: 2, held: null, leader: null, word: "Will try again" },
  { status: "sent", attempts: 1, held: null, leader: null, word: "Delivered" },
  { status: "sent", attempts: 1, held: null, leader: "other", word: "Told together" },
  { status: "failed", attempts: 1, held: null, leader: null, word: "Refused" },
  { status: "dead", attempts: 12, held: null, leader: null, word: "Given up" },
  { status: "suppressed", attempts: 0, held: "Its parent is down.", leader: null, word: "Not sent" },
] as const)("a delivery that is $status after $attempts attempts reads “$word”", (given) => {
  const { word, held, leader, ...delivery } = given;
  expect(deliveryLook({ ...delivery, heldBecause: held, leaderId: leader }).word).toBe(word);
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
  {
    name: "pausing",
    enabled: true,
    lastDelivery: { at: 1, status: "failed" },
    openUntil: 2_000,
    word: "Pausing",
  },
  {
    name: "done with pausing",
    enabled: true,
    lastDelivery: { at: 1, status: "sent" },
    openUntil: 999,
    word: "Working",
  },
] as const)("a channel that is $name reads “$word”", ({ word, ...channel }) => {
  expect(channelLook({ openUntil: null, ...channel }, 1_000).word).toBe(word);
});
