import { afterEach, expect, test } from "vitest";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { closeTargets, configOf, fine, serve } from "../../testing/socket-targets.ts";
import { createHttpRunner } from "./http-runner.ts";

const runner = createHttpRunner({ egress: OPEN_EGRESS });
afterEach(closeTargets);

test("redirects are followed with method and body changed as browsers do", async () => {
  const { url, heads } = await serve((socket, head) => {
    if (head.startsWith("POST / "))
      socket.end("HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n");
    else socket.end(fine("there"));
  });
  const check = {
    method: "POST",
    body: "a=1",
    headers: [{ name: "Content-Type", value: "text/plain" }],
  } as const;
  const seen = await runner.run(configOf(url, { ...check, headers: [...check.headers] }));
  expect(seen.outcome).toBe("ok");
  expect(seen.evidence().redirects).toEqual([{ status: 302, location: `${url}next` }]);
  expect(heads[0]).toContain("Content-Length: 3\r\n");
  expect(heads[1]).toMatch(/^GET \/next HTTP\/1.1/);
  expect(heads[1]).not.toMatch(/content-type|content-length/i);
});

test("secrets stay with their origin", async () => {
  const other = await serve((socket) => socket.end(fine("there")));
  const { url, heads } = await serve((socket) => {
    socket.end(`HTTP/1.1 307 Temporary\r\nLocation: ${other.url}\r\nContent-Length: 0\r\n\r\n`);
  });
  const headers = [
    { name: "Authorization", value: "Bearer secret" },
    { name: "Host", value: "virtual.example" },
    { name: "X-Api-Key", value: "secret" },
    { name: "Accept-Language", value: "de" },
  ];
  expect((await runner.run(configOf(url, { headers }))).outcome).toBe("ok");
  expect(heads[0]).toContain("Host: virtual.example\r\n");
  expect(heads[0]).toContain("Authorization: Bearer secret\r\n");
  expect(other.heads[0]).toContain("Accept-Language: de\r\n");
  expect(other.heads[0]).not.toMatch(/secret|virtual/);

  const posted = await runner.run(configOf(url, { method: "POST", body: "secret" }));
  expect(posted.outcome).toBe("redirect");
  expect(other.heads).toHaveLength(1);
});

test.each([
  { name: "a circle", location: () => "/" },
  { name: "an endless chain", location: (hop: number) => `/${hop}` },
  { name: "a redirect to another scheme", location: () => "ftp://example.com/" },
])("$name is a redirect failure", async ({ location }) => {
  let hop = 0;
  const { url } = await serve((socket) => {
    hop += 1;
    socket.end(`HTTP/1.1 301 Moved\r\nLocation: ${location(hop)}\r\nContent-Length: 0\r\n\r\n`);
  });
  const seen = await runner.run(configOf(url));
  expect(seen.outcome).toBe("redirect");
  expect(seen.evidence().redirects.length).toBeLessThanOrEqual(10);
});

test("without following, the redirect itself is judged", async () => {
  const { url, heads } = await serve((socket) => {
    socket.end("HTTP/1.1 301 Moved\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n");
  });
  const check = { followRedirects: false, expectedStatus: [{ from: 301, to: 301 }] };
  expect((await runner.run(configOf(url, check))).outcome).toBe("ok");
  expect(heads).toHaveLength(1);
});
