import { expect, test } from "vitest";
import { readSubscriberToken, subscriberUrl } from "./subscriber-link.ts";

const SECRET = "a secret of the tests";
const ID = "0199d1c2-0000-7000-8000-000000000001";

function tokenFor(purpose: "confirm" | "manage" | "unsubscribe"): string {
  return (
    subscriberUrl("https://status.example", SECRET, { purpose, subscriberId: ID }).split("/").at(-1) ?? ""
  );
}

test("a link opens what it was made for, with the right secret only", () => {
  const token = tokenFor("manage");
  expect(readSubscriberToken(SECRET, "manage", token)).toBe(ID);
  expect(readSubscriberToken(SECRET, "unsubscribe", token)).toBeNull();
  expect(readSubscriberToken(SECRET, "confirm", token)).toBeNull();
  expect(readSubscriberToken("another", "manage", token)).toBeNull();
});

test("a link of one subscriber is not made into one of another", () => {
  const mac = tokenFor("unsubscribe").split(".")[1];
  const other = ID.replace(/1$/, "2");
  expect(readSubscriberToken(SECRET, "unsubscribe", `${other}.${mac}`)).toBeNull();
});

test.each(["", ".", ID, `${ID}.`, `${ID}.${"A".repeat(43)}`, `${ID}.${"A".repeat(44)}`, "../../etc"])(
  "“%s” is no link of ours",
  (token) => {
    expect(readSubscriberToken(SECRET, "confirm", token)).toBeNull();
  },
);

test("a second spelling of a signature is refused", () => {
  const token = tokenFor("confirm");
  const last = token.at(-1) ?? "";
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const twin = token.slice(0, -1) + alphabet[alphabet.indexOf(last) ^ 1];
  expect(readSubscriberToken(SECRET, "confirm", twin)).toBeNull();
});
