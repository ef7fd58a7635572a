import type { Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { MultistepCheck, type MultistepStep } from "#contracts/checks/multistep.ts";
import { Evidence } from "#contracts/tick.ts";
import { FETCH_DEPS } from "#probes/platform/edge/fetch-runner.ts";
import { createHttpRunner } from "#probes/platform/node/http-runner.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { closeTargets, configOf, fine, serve } from "../../../testing/socket-targets.ts";
import { createMultistepRunner } from "./run-multistep.ts";

const { send } = createHttpRunner({ egress: OPEN_EGRESS });
const RUNNERS = {
  node: createMultistepRunner({ send, now: Date.now, note: "" }),
  edge: createMultistepRunner(FETCH_DEPS),
};
afterEach(closeTargets);

type StepInput = { url: string } & { [Key in keyof MultistepStep]?: unknown };

function checkOf(steps: StepInput[], change: object = {}): MultistepCheck {
  return MultistepCheck.parse({
    kind: "multistep",
    ...change,
    steps: steps.map((step, at) => ({
      name: `Step no. ${at + 1}`,
      method: "GET",
      headers: [],
      body: null,
      expectedStatus: [{ from: 200, to: 299 }],
      followRedirects: true,
      ...step,
    })),
  });
}

function run(check: MultistepCheck, { timeoutMs = 2000, runtime = "node" as "node" | "edge" } = {}) {
  return RUNNERS[runtime]({ ...configOf("http://127.0.0.1/"), check, timeoutMs });
}

const TOKEN = "tok/en?&é+1234";

/** A shop with a sign-in: the page holds a token, the sign-in wants it, the cart wants its cookie and its id. */
function shop() {
  return serve((socket, text) => {
    const [head = "", body = ""] = text.split("\r\n\r\n");
    if (head.startsWith("GET /form")) {
      const html = `<input name="csrf" value="abc12345">${JSON.stringify({ token: TOKEN })}`;
      return socket.end(fine(html, "X-Trace: trace-77\r\n"));
    }
    if (head.startsWith("POST /sign-in")) {
      const isRight = body === JSON.stringify({ csrf: "abc12345", token: TOKEN });
      if (!isRight) return socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
      return socket.end(
        fine(JSON.stringify({ cart: { id: TOKEN } }), "Set-Cookie: sid=s-12345678; Path=/\r\n"),
      );
    }
    const isSignedIn = /cookie:.*sid=s-12345678/i.test(head);
    return socket.end(fine(`${isSignedIn ? "signed in" : "stranger"} ${head.split(" ")[1]}`));
  });
}

const stepsOf = (url: string): StepInput[] => [
  {
    url: `${url}form`,
    extract: [
      { variable: "csrf", source: "regex", name: 'name="csrf" value="([^"]+)"' },
      { variable: "token", source: "regex", name: '"token":"([^"]+)"' },
      { variable: "trace", source: "header", name: "X-Trace" },
    ],
  },
  {
    url: `${url}sign-in`,
    method: "POST",
    bodyType: "json",
    body: '{"csrf":"{{vars.csrf}}","token":"{{vars.token}}"}',
    extract: [
      { variable: "cart", source: "json", name: "$.cart.id" },
      { variable: "sid", source: "cookie", name: "sid" },
    ],
  },
  {
    url: `${url}cart/{{vars.cart}}`,
    query: [{ name: "trace", value: "{{vars.trace}} {{vars.sid}}" }],
    assertions: {
      match: "all",
      list: [
        { source: "body", comparison: "contains", expected: "signed in" },
        {
          source: "body",
          comparison: "contains",
          expected: "/cart/tok%2Fen%3F%26%C3%A9%2B1234?trace=trace-77%20s-12345678",
        },
      ],
    },
  },
];

test.each(["node", "edge"] as const)(
  "steps hand on what they found, with shared cookies (%s)",
  async (runtime) => {
    const { url } = await shop();
    const seen = await run(checkOf(stepsOf(url)), { runtime });
    const evidence = Evidence.parse(seen.evidence());
    expect(evidence.steps?.map(({ name, outcome, status }) => [name, outcome, status])).toEqual([
      ["Step no. 1", "ok", 200],
      ["Step no. 2", "ok", 200],
      ["Step no. 3", "ok", 200],
    ]);
    expect(seen).toMatchObject({ outcome: "ok", status: 200 });
    expect(seen.totalUs).toBe(evidence.steps?.reduce((sum, step) => sum + step.totalUs, 0));
    expect(evidence.message).toMatch(/^3 steps in \d+ ms\.$/);
  },
);

test("what was found is shown by its name, never by its value", async () => {
  const { url } = await shop();
  const [form, signIn, cart] = stepsOf(url);
  if (!form || !signIn || !cart) throw new Error("three steps were expected");
  const wrong = { match: "all", list: [{ source: "body", comparison: "equals", expected: "{{vars.csrf}}" }] };
  const seen = await run(checkOf([form, signIn, { ...cart, url: `${url}{{vars.csrf}}`, assertions: wrong }]));
  expect(seen.outcome).toBe("assertion");
  const text = JSON.stringify(seen.evidence());
  expect(text).not.toContain("abc12345");
  expect(text).not.toContain("s-12345678");
  expect(text).toContain("{{vars.csrf}}");
});

test("the first step that fails ends the check and is named", async () => {
  const { url, heads } = await shop();
  const [form, signIn, cart] = stepsOf(url);
  if (!form || !signIn || !cart) throw new Error("three steps were expected");
  const seen = await run(
    checkOf([
      form,
      { ...signIn, body: "{}", extract: [] },
      { ...cart, url, query: [], assertions: undefined },
    ]),
  );
  const { message, steps } = Evidence.parse(seen.evidence());
  expect(seen).toMatchObject({ outcome: "status", status: 403 });
  expect(message).toBe("Step 2, Step no. 2: Answered 403, expected 200-299.");
  expect(steps?.map(({ outcome }) => outcome)).toEqual(["ok", "status"]);
  expect(heads).toHaveLength(2);
});

test.each([
  { source: "json", name: "$.token", says: "no value at $.token" },
  { source: "header", name: "X-Missing", says: "no header X-Missing" },
  { source: "regex", name: "nothing(x)", says: "no match of nothing(x)" },
  { source: "cookie", name: "sid", says: "no cookie sid" },
])("an answer without the $source that is to be taken fails its step", async ({ source, name, says }) => {
  const { url } = await serve((socket) => socket.end(fine("<html>")));
  const seen = await run(checkOf([{ url, extract: [{ variable: "x", source, name }] }, { url }]));
  expect(seen.outcome).toBe("assertion");
  expect(seen.evidence().message).toBe(`Step 1, Step no. 1: The answer has nothing for x: ${says}.`);
});

test("a value from the target stays a value wherever it is put", async () => {
  const evil = '","admin":true,"x":"{{vars.b}}\r\nX-Evil: 1';
  const { url, heads } = await serve((socket) => socket.end(fine(JSON.stringify({ a: evil, b: "second" }))));
  const extract = [
    { variable: "a", source: "json", name: "$.a" },
    { variable: "b", source: "json", name: "$.b" },
  ];
  const body = '{"got":"{{vars.a}}"}';
  const intoBody = await run(
    checkOf([
      { url, extract },
      { url, method: "POST", bodyType: "json", body },
    ]),
  );
  expect(intoBody.outcome).toBe("ok");
  expect(JSON.parse(heads[1]?.split("\r\n\r\n")[1] ?? "")).toEqual({ got: evil });

  const headers = [{ name: "X-Got", value: "{{vars.a}}" }];
  const intoHeader = await run(
    checkOf([
      { url, extract },
      { url, headers },
    ]),
  );
  expect(intoHeader.outcome).toBe("assertion");
  expect(intoHeader.evidence().message).toContain("no header can carry");
  expect(heads).toHaveLength(3);
});

test("one deadline holds for all steps", async () => {
  const { url } = await serve((socket) => setTimeout(() => socket.end(fine("late")), 200));
  const seen = await run(checkOf([{ url }, { url }, { url }, { url }]), { timeoutMs: 500 });
  expect(seen.outcome).toBe("timeout");
  expect(seen.totalUs).toBeLessThan(900_000);
  expect(seen.evidence().steps?.map(({ outcome }) => outcome)).toEqual(["ok", "ok", "timeout"]);
});

test.each([
  { name: "a refused connection", answer: null, outcome: "refused" },
  { name: "garbage", answer: (socket: Socket) => socket.end("\u0000garbage\r\n\r\n"), outcome: "protocol" },
  { name: "an early end", answer: (socket: Socket) => socket.destroy(), outcome: "reset" },
])("$name is the outcome of the check", async ({ answer, outcome }) => {
  const { url } = await serve(answer ?? ((socket) => socket.end()));
  if (answer === null) await closeTargets();
  expect((await run(checkOf([{ url }]))).outcome).toBe(outcome);
});

test("an assertion on the whole time is judged after the steps", async () => {
  const { url } = await serve((socket) => setTimeout(() => socket.end(fine("ok")), 30));
  const within = (expected: string) => ({
    assertions: { match: "all", list: [{ source: "time", name: "total", comparison: "less", expected }] },
  });
  expect((await run(checkOf([{ url }, { url }], within("1900")))).outcome).toBe("ok");
  const slow = await run(checkOf([{ url }, { url }], within("50")));
  expect(slow.outcome).toBe("assertion");
  expect(slow.evidence().message).toMatch(/^Expected: Total time is less than 50 ms\. Saw: /);
});

test("a step may use only what a step before it takes", () => {
  const extract = [{ variable: "id", source: "json", name: "$.id" }];
  const uses = { url: "https://example.com/{{vars.id}}" };
  const parse = (steps: StepInput[]) => () => checkOf(steps);
  expect(parse([{ url: "https://example.com/", extract }, uses])).not.toThrow();
  expect(parse([{ ...uses, extract }])).toThrow("No step before this one takes id");
  expect(parse([{ url: "https://{{vars.id}}.example.com/", extract }])).toThrow();
});
