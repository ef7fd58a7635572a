import { expect, test } from "vitest";
import { channelLook, deliveryLook } from "./delivery-words.ts";

test.each([
  { status: "pending", attempts: 0, held: null, leader: null, word: "waiting" },
  { status: "pending", attempts: 0, held: "Quiet hours until 07:00.", leader: null, word: "heldBack" },
  { status: "pending", attempts: 2, held: null, leader: null, word: "willTryAgain" },
  { status: "sent", attempts: 1, held: null, leader: null, word: "delivered" },
  { status: "sent", attempts: 1, held: null, leader: "other", word: "toldTogether" },
  { status: "failed", attempts: 1, held: null, leader: null, word: "refused" },
  { status: "dead", attempts: 12, held: null, leader: null, word: "givenUp" },
  { status: "suppressed", attempts: 0, held: "Its parent is down.", leader: null, word: "notSent" },
] as const)("a delivery that is $status after $attempts attempts reads “$word”", (given) => {
  const { word, held, leader, ...delivery } = given;
  expect(deliveryLook({ ...delivery, heldBecause: held, leaderId: leader }).word).toBe(word);
});

test.each([
  { name: "never used", enabled: true, lastDelivery: null, word: "notUsedYet" },
  { name: "fine", enabled: true, lastDelivery: { at: 1, status: "sent" }, word: "working" },
  { name: "refused", enabled: true, lastDelivery: { at: 1, status: "failed" }, word: "lastFailed" },
  {
    name: "off although the last one arrived",
    enabled: false,
    lastDelivery: { at: 1, status: "sent" },
    word: "off",
  },
  {
    name: "pausing",
    enabled: true,
    lastDelivery: { at: 1, status: "failed" },
    openUntil: 2_000,
    word: "pausing",
  },
  {
    name: "done with pausing",
    enabled: true,
    lastDelivery: { at: 1, status: "sent" },
    openUntil: 999,
    word: "working",
  },
] as const)("a channel that is $name reads “$word”", ({ word, ...channel }) => {
  expect(channelLook({ openUntil: null, ...channel }, 1_000).word).toBe(word);
});
