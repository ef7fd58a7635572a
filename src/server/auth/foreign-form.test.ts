import { expect, test } from "vitest";
import { isForeignForm } from "./foreign-form.ts";

test.each<{ headers: Record<string, string>; foreign: boolean }>([
  { headers: { "sec-fetch-site": "same-origin", origin: "null" }, foreign: false },
  { headers: { "sec-fetch-site": "same-origin", origin: "https://up.example" }, foreign: false },
  { headers: { "sec-fetch-site": "cross-site", origin: "null" }, foreign: true },
  { headers: { "sec-fetch-site": "same-site", origin: "https://other.example" }, foreign: true },
  { headers: { "sec-fetch-site": "none" }, foreign: true },
  { headers: { origin: "https://up.example" }, foreign: false },
  { headers: { origin: "http://internal:3000", host: "internal:3000" }, foreign: false },
  { headers: { origin: "https://evil.example" }, foreign: true },
  { headers: { origin: "null" }, foreign: true },
  { headers: {}, foreign: false },
])("a form with $headers is foreign: $foreign", ({ headers, foreign }) => {
  const request = new Request("https://up.example/acknowledge/x/confirm", { method: "POST", headers });
  expect(isForeignForm(request, "https://up.example")).toBe(foreign);
});
