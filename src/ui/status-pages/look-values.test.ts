import { expect, test } from "vitest";
import { STATUS_THEMES, StatusLook } from "#contracts/status-page.ts";
import { checkAccent, readLook, valuesOfLook } from "./look-values.ts";

const look = StatusLook.parse({});

test("what is empty is null, and what was saved comes back as it was", () => {
  const values = { ...valuesOfLook(look), accent: "#0F766E", supportUrl: " mailto:help@example.com " };
  const read = readLook(values);
  expect(read).toMatchObject({
    kind: "input",
    input: { accent: "#0f766e", homeUrl: null, supportUrl: "mailto:help@example.com" },
  });
  if (read.kind === "input") expect(readLook(valuesOfLook(read.input))).toEqual(read);
});

test("what is wrong is said at its field", () => {
  const read = readLook({
    ...valuesOfLook(look),
    accent: "red",
    homeUrl: "javascript:alert(1)",
    timeZone: "Mars",
  });
  if (read.kind !== "problems") throw new Error("It should not be taken.");
  expect(Object.keys(read.problems).sort()).toEqual(["accent", "homeUrl", "timeZone"]);
});

test("yellow is fine in the dark and replaced by what can be read in the light", () => {
  const [light, dark] = checkAccent({ theme: "clear", mode: "system", accent: "#ffe600" }) ?? [];
  expect(light).toMatchObject({ side: "light", isReadable: false });
  expect(light?.shown).not.toBe("#ffe600");
  expect(dark).toMatchObject({ side: "dark", isReadable: true, shown: "#ffe600" });
});

test("only the side that is shown counts, and half a colour says nothing yet", () => {
  expect(checkAccent({ theme: "clear", mode: "dark", accent: "#ffe600" })).toHaveLength(1);
  expect(checkAccent({ theme: "clear", mode: "dark", accent: "#ffe" })).toBeNull();
});

test.each(STATUS_THEMES)("on %s everybody can read what is shown in place of grey", (theme) => {
  for (const { shown, background } of checkAccent({ theme, mode: "system", accent: "#808080" }) ?? []) {
    const again = checkAccent({ theme, mode: "system", accent: shown });
    expect(again?.find((check) => check.background === background)?.isReadable).toBe(true);
  }
});
