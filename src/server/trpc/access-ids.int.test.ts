import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listInputs } from "#testing/access/input-fields.ts";
import { type Ids, makeAll } from "#testing/access/nouns.ts";
import { tryCall } from "#testing/access/outcome.ts";
import { type AccessWorld, createAccessWorld, OWN_TAG, type Principal } from "#testing/access/principals.ts";
import { FREE_IDS, NESTED, REQUESTS, UNKNOWN } from "#testing/access/requests.ts";
import { appRouter } from "./app-router.ts";

let world: AccessWorld;
let strangers: Ids;
let tagged: Ids;
beforeAll(async () => {
  world = await createAccessWorld();
  strangers = await makeAll(world.stranger);
  tagged = await makeAll({ ...world.maker, tags: [OWN_TAG] });
});
afterAll(() => world.dashboard.close());

test("every id that an input can carry is asked about", () => {
  const found = listInputs(appRouter._def.procedures).flatMap(({ name, fields }) =>
    fields.flatMap(({ kind, path }) => (kind === "id" ? [`${name}.${path}`] : [])),
  );
  const asked = [
    // Locations are asked for by their code, which no schema tells from other text.
    ...Object.entries(REQUESTS).flatMap(([name, { field }]) =>
      field === "code" ? [] : [`${name}.${field}`],
    ),
    ...NESTED.map(({ call, field }) => `${call}.${field}`),
    ...Object.keys(FREE_IDS),
  ];
  expect([...new Set(found)].sort()).toEqual([...new Set(asked)].sort());
});

/** No key gets there, whatever the id: a token in the address is the right to call a hook. */
const FOR_PEOPLE = /^incomingHook\./;
const MASKED = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

describe.each(NESTED)("$call with $field", ({ call, noun, input }) => {
  const foreignTo = async (name: string, own: Ids) => {
    const who = world.principals.find((principal) => principal.name === name) as Principal;
    const caller = await world.caller(who);
    const [real, absent] = await Promise.all(
      [world.ids[noun], UNKNOWN].map((id) => tryCall(caller, call, input(id, own))),
    );
    const texts = [real, absent].map((outcome) => outcome?.text.replace(MASKED, "…"));
    expect([real?.code, texts[0]]).toEqual([absent?.code, texts[1]]);
    return real?.code;
  };
  const isList = call.endsWith(".list");

  test("another workspace's is as absent as what never was, to people and to keys", async () => {
    for (const name of ["owner of another workspace", "key of another workspace"]) {
      const code = await foreignTo(name, strangers);
      if (name.startsWith("key") && FOR_PEOPLE.test(call)) expect(code).toBe("FORBIDDEN");
      else expect(code).toMatch(isList ? /^(OK|NOT_FOUND)$/ : /^(BAD_REQUEST|NOT_FOUND)$/);
    }
  });

  test.runIf(noun === "monitor" || noun === "incident")(
    "so is what a restricted member does not see",
    async () => {
      const code = await foreignTo("restricted editor", tagged);
      // What all of the workspace shares is refused before anything is looked up.
      expect(code).toMatch(isList ? /^(OK|NOT_FOUND)$/ : /^(BAD_REQUEST|NOT_FOUND|FORBIDDEN)$/);
    },
  );
});
