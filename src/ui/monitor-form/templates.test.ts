import { describe, expect, test } from "vitest";
import { MonitorInput } from "#contracts/check.ts";
import { copyOf, inputOf, newMonitorValues } from "./form-values.ts";
import { applyTemplate, TEMPLATES } from "./templates.ts";

const typed = { ...newMonitorValues(["a"]), url: "https://example.com/", name: "Shop", tags: ["prod"] };

describe.each(TEMPLATES)("%s", (template) => {
  test("is a check that can be saved, once the word to look for is typed", () => {
    const values = applyTemplate(template, typed);
    const complete = values.keywordMode === "none" ? values : { ...values, keywordText: "ready" };
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
  expect(applyTemplate("wordpress", { ...typed, url }).url).toBe(login);
});

test("a copy has everything but the name, and a name of its own that fits", () => {
  const input = MonitorInput.parse({ ...inputOf(typed), name: "x".repeat(120) });
  const values = copyOf(input, "x (copy)");
  expect(values).toMatchObject({ name: "x (copy)", tags: ["prod"], url: "https://example.com/" });
  expect(copyOf(input, `${"x".repeat(120)} (copy)`).name).toHaveLength(120);
});
