import { describe, expect, test } from "vitest";
import { MonitorInput } from "#contracts/check.ts";
import { inputOf, newMonitorValues } from "./form-values.ts";
import { applyTemplate, TEMPLATES } from "./templates.ts";

const blank = newMonitorValues(["a"]);
const typed = {
  ...blank,
  name: "Shop",
  tags: ["prod"],
  check: { ...blank.check, url: "https://example.com/" },
};

describe.each(TEMPLATES)("%s", (template) => {
  test("is a check that can be saved, once the word to look for is typed", () => {
    const values = applyTemplate(template, typed);
    const { keyword } = values.check;
    const complete =
      keyword === null
        ? values
        : { ...values, check: { ...values.check, keyword: { mode: "present", text: "ready" } } };
    expect(MonitorInput.safeParse(inputOf(complete)).success).toBe(true);
  });

  test("keeps what was typed about the monitor itself, and leaves nothing of another template", () => {
    const direct = applyTemplate(template, typed);
    expect(direct).toMatchObject({ name: "Shop", tags: ["prod"], regions: ["a"], intervalSec: "60" });
    const over = TEMPLATES.filter((other) => other !== "wordpress").map((other) =>
      applyTemplate(template, applyTemplate(other, typed)),
    );
    for (const values of over) expect(values).toEqual(direct);
  });
});

test.each([
  ["https://example.com", "https://example.com/wp-login.php"],
  ["https://example.com/", "https://example.com/wp-login.php"],
  ["https://example.com/blog/login", "https://example.com/blog/login"],
  ["exam", "exam"],
])("the WordPress login of %s is %s", (url, login) => {
  expect(applyTemplate("wordpress", { ...typed, check: { ...typed.check, url } }).check.url).toBe(login);
});
