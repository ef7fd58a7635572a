import { expect, test } from "vitest";
import { listInputs } from "#testing/access/input-fields.ts";
import { appRouter } from "./app-router.ts";

/** What a browser's own API makes, with members that its vendor adds; the library that checks the signature reads it. */
const OF_THE_BROWSER = ["passkey.add.registration", "proof.withPasskey.assertion"];

const COMMANDS = listInputs(appRouter._def.procedures).filter(
  ({ type, fields }) => type === "mutation" && fields.length > 0,
);

test.each(COMMANDS)("$name refuses keys that it does not know", ({ name, fields }) => {
  const loose = fields.flatMap(({ kind, path }) =>
    kind === "loose" ? [path === "" ? name : `${name}.${path}`] : [],
  );
  expect(loose.filter((path) => !OF_THE_BROWSER.some((known) => path.startsWith(known)))).toEqual([]);
});
