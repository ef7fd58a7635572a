import { expect, test } from "vitest";
import { HttpCheck } from "#contracts/checks/http.ts";
import { fillSecrets, SecretProblem } from "./fill-secrets.ts";

const SECRETS = [
  { name: "TOKEN", value: 'a/b "c" &d' },
  { name: "PEM", value: "-----BEGIN KEY-----\nabc\n-----END KEY-----" },
];

function aCheck(change: Record<string, unknown>): HttpCheck {
  return HttpCheck.parse({
    kind: "http",
    url: "https://example.com/",
    method: "POST",
    headers: [],
    body: null,
    expectedStatus: [{ from: 200, to: 299 }],
    keyword: null,
    followRedirects: true,
    ...change,
  });
}

test.each([
  {
    name: "a URL takes it percent-encoded",
    change: { url: "https://example.com/{{secret.TOKEN}}" },
    filled: { url: "https://example.com/a%2Fb%20%22c%22%20%26d" },
  },
  {
    name: "a header takes it as it is",
    change: { headers: [{ name: "X", value: "k {{secret.TOKEN}}" }] },
    filled: { headers: [{ name: "X", value: 'k a/b "c" &d' }] },
  },
  {
    name: "a JSON body takes it escaped",
    change: { bodyType: "json", body: '{"a":"{{secret.TOKEN}}"}' },
    filled: { body: '{"a":"a/b \\"c\\" &d"}' },
  },
  {
    name: "another body takes it as it is",
    change: { bodyType: "xml", body: "<a>{{ secret.TOKEN }}</a>" },
    filled: { body: '<a>a/b "c" &d</a>' },
  },
  {
    name: "a credential is it",
    change: { auth: { type: "bearer", token: "{{secret.TOKEN}}" } },
    filled: { auth: { type: "bearer", token: 'a/b "c" &d' } },
  },
])("$name, and nothing else changes", ({ change, filled }) => {
  const check = aCheck(change);
  expect(fillSecrets(check, SECRETS)).toEqual({ ...check, ...filled });
});

test("a replacement pattern in a secret is text", () => {
  const check = aCheck({ body: "{{secret.TOKEN}}" });
  expect(fillSecrets(check, [{ name: "TOKEN", value: "$& $1 $$" }]).body).toBe("$& $1 $$");
});

test("a secret that is gone is said, never sent as its own name", () => {
  const check = aCheck({ body: "{{secret.GONE}}" });
  expect(() => fillSecrets(check, SECRETS)).toThrow(
    new SecretProblem("The secret GONE is not there any more."),
  );
});

test("a line break never gets into a header", () => {
  const check = aCheck({ headers: [{ name: "X", value: "{{secret.PEM}}" }] });
  expect(() => fillSecrets(check, SECRETS)).toThrow("has a line break");
});

test("a secret's own braces are not looked into", () => {
  const check = aCheck({ body: "{{secret.A}}" });
  const secrets = [
    { name: "A", value: "{{secret.B}}" },
    { name: "B", value: "inner" },
  ];
  expect(fillSecrets(check, secrets).body).toBe("{{secret.B}}");
});
