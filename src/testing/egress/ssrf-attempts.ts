import { LEGAL } from "./canaries.ts";
import type { Zone } from "./name-server.ts";
import { ALLOWED_URLS, REFUSED_URLS } from "./refused-urls.ts";
import type { Doors, Ended } from "./ssrf-doors.ts";

export type Attempt = { row: string; path: string; target: string; run: () => Promise<Ended> };

const [A, B] = LEGAL;
/** What the name server answers, name by name. */
export const ZONE: Zone = {
  "legal.test": [[A]],
  "other.test": [[B]],
  "s59.test": [["127.0.0.1"]],
  "s60.test": [["169.254.169.254"]],
  "s61.test": [[A, "::1"]],
  "s62.test": [["::ffff:10.0.0.1"]],
  "s63a.test": [[A, "10.0.0.1"]],
  "s63b.test": [["10.0.0.1", A]],
  "s64.test": [["CNAME a.s64.test"]],
  "a.s64.test": [["CNAME b.s64.test"]],
  "b.s64.test": [["10.0.0.1"]],
  "s65.test": [[A], ["127.0.0.1"]],
  "s66.test": [[A], ["169.254.169.254"]],
  "s67.test": [[A], [A], ["10.0.0.1"]],
  "s69a.test": [["0.0.0.0"]],
  "s69b.test": [["::"]],
  "s70a.test": [["SILENT"]],
  "s70b.test": [["SERVFAIL"]],
  "s71a.test": [["CNAME s71b.test"]],
  "s71b.test": [["CNAME s71a.test"]],
  ...Object.fromEntries(
    Array.from({ length: 18 }, (_, n) => [`s71-${n}.test`, [[`CNAME s71-${n + 1}.test`]]]),
  ),
  "metadata.search.test": [["169.254.169.254"]],
  "intranet.search.test": [["10.0.0.1"]],
  "s72.nowhere.search.test": [["10.0.0.1"]],
};

const CHECKS: readonly { path: string; fields: Record<string, unknown> }[] = [
  { path: "tcp", fields: { kind: "tcp", port: 22 } },
  { path: "tls", fields: { kind: "tls", port: 443 } },
  { path: "smtp", fields: { kind: "smtp", port: 25 } },
  { path: "ssh", fields: { kind: "ssh", port: 22 } },
  { path: "udp", fields: { kind: "udp", port: 9999, send: "hello" } },
  { path: "ntp", fields: { kind: "ntp", port: 123 } },
  { path: "ping", fields: { kind: "ping" } },
  { path: "grpc", fields: { kind: "grpc", port: 443 } },
  { path: "mqtt", fields: { kind: "mqtt", port: 8080 } },
  ...["redis", "postgres", "mysql", "mongodb"].map((engine) => ({
    path: engine,
    fields: { kind: "database", engine, port: 6379 },
  })),
];
const INNER_HOSTS = [
  "127.0.0.1",
  "::1",
  "10.0.0.1",
  "169.254.169.254",
  "fd00:ec2::254",
  "s59.test",
  "s61.test",
].concat(["s62.test", "s63a.test", "s64.test", "s69a.test"]);

export function listAttempts(doors: Doors): Attempt[] {
  const { http, webhook } = doors;
  const outward = REFUSED_URLS.filter(({ row }) => row !== "S85" && row !== "S86");
  return [
    ...literals(doors, outward),
    ...literals(
      doors,
      ALLOWED_URLS.filter(({ row }) => row === "S38"),
    ),
    ...names(doors),
    ...kinds(doors),
    ...rebinding(doors),
    { row: "S72", path: "http", target: "s72.nowhere", run: () => http("http://s72.nowhere/") },
    ...redirects(http),
    { row: "S82", path: "http", target: "hints", run: () => http("http://legal.test/hints") },
    { row: "S87", path: "http", target: "HTTP_PROXY", run: () => http("http://legal.test/") },
    { row: "S87", path: "webhook", target: "HTTP_PROXY", run: () => webhook("http://legal.test/") },
    // Open port, closed port, nobody there: a tenant must not be able to tell them apart.
    ...["http://10.0.0.1/", "http://10.0.0.1:81/", "http://10.255.255.1/", "http://169.254.169.254/"].map(
      (url): Attempt => ({ row: "S96", path: "http", target: url, run: () => http(url) }),
    ),
  ];
}

function literals({ http, check, webhook, discover }: Doors, rows: typeof REFUSED_URLS): Attempt[] {
  return rows.flatMap(({ row, urls }) =>
    urls.flatMap((url): Attempt[] => {
      const ws = url.replace(/^http/, "ws");
      return [
        { row, path: "http", target: url, run: () => http(url) },
        { row, path: "websocket", target: ws, run: () => check({ kind: "websocket", url: ws }) },
        { row, path: "webhook", target: url, run: () => webhook(url) },
        // An issuer comes from the environment: that its credentials are public there is the operator's matter.
        ...(row === "S48" ? [] : [{ row, path: "discovery", target: url, run: () => discover(url) }]),
      ];
    }),
  );
}

function names({ http, webhook, discover, smtp }: Doors): Attempt[] {
  return Object.keys(ZONE)
    .filter((name) => /^s(59|6[0-4]|69)[ab]?\.test$/.test(name))
    .flatMap((name): Attempt[] => {
      const row = name.slice(0, 3).toUpperCase();
      const url = `http://${name}/`;
      return [
        { row, path: "http", target: url, run: () => http(url) },
        { row, path: "webhook", target: url, run: () => webhook(url) },
        { row, path: "discovery", target: url, run: () => discover(url) },
        { row: "S92", path: "smtp-channel", target: name, run: () => smtp(name) },
      ];
    });
}

/** S90, S91, S92: whatever is not HTTP. */
function kinds({ check, smtp }: Doors): Attempt[] {
  const doh = { type: "doh", url: "http://10.0.0.1/dns-query" };
  return [
    ...INNER_HOSTS.flatMap((host): Attempt[] => [
      { row: "S92", path: "smtp-channel", target: host, run: () => smtp(host) },
      ...CHECKS.map(({ path, fields }) => ({
        row: "S90",
        path,
        target: host,
        run: () => check({ ...fields, host }),
      })),
    ]),
    ...["127.0.0.1", "169.254.169.253"].flatMap((host) =>
      ["udp", "tcp", "tls"].map((transport): Attempt => {
        const resolver = { type: "server", host, transport, port: transport === "tls" ? 853 : 53 };
        const run = () => check({ kind: "dns", name: "example.com", resolver });
        return { row: "S91", path: `dns-${transport}`, target: host, run };
      }),
    ),
    {
      row: "S91",
      path: "dns-doh",
      target: doh.url,
      run: () => check({ kind: "dns", name: "example.com", resolver: doh }),
    },
  ];
}

/** S65 to S71: names whose answers change, and name servers that fail. */
function rebinding({ http }: Doors): Attempt[] {
  const ask = (row: string, target: string, url: string): Attempt => ({
    row,
    path: "http",
    target,
    run: () => http(url),
  });
  const failing = ["s70a.test", "s70b.test", "s70-none.test", "s71a.test", "s71-0.test"];
  return [
    ask("S57", "port 6379", "http://s59.test:6379/"),
    // Its first answer is public: what was judged is what is connected to.
    ask("S65", "first", "http://s65.test/"),
    ask("S65b", "second", "http://s65.test/"),
    ask("S66", "hop", "http://s66.test/r?code=302&to=/next"),
    ask("S67", "run 1", "http://s67.test/"),
    ask("S67", "run 2", "http://s67.test/"),
    ask("S67b", "run 3", "http://s67.test/"),
    ask("S68", "run 4", "http://s67.test/"),
    ...failing.map((name) => ask(name.slice(0, 3).toUpperCase(), name, `http://${name}/`)),
  ];
}

function redirects(http: Doors["http"]): Attempt[] {
  const via = (to: string, code = 302) => `http://legal.test/r?code=${code}&to=${encodeURIComponent(to)}`;
  const attempt = (row: string, to: string, code?: number): Attempt => ({
    row,
    path: "redirect",
    target: `${code ?? 302} ${to}`,
    run: () => http(via(to, code)),
  });
  const headers = [
    { name: "Authorization", value: "Bearer S3CRET" },
    { name: "Cookie", value: "session=S3CRET" },
    { name: "X-Api-Key", value: "S3CRET" },
  ];
  const secretBody = { method: "POST", body: "S3CRET", headers };
  const chain = (left: number): string => (left === 0 ? "http://legal.test/" : via(chain(left - 1)));
  return [
    ...[301, 302, 303, 307, 308].map((code) => attempt("S73", "http://127.0.0.1/", code)),
    attempt("S74", "http://2852039166/"),
    ...["file:///etc/passwd", "data:text/html,x", "gopher://127.0.0.1/"].map((to) => attempt("S75", to)),
    attempt("S76", "//169.254.169.254/"),
    attempt("S76", "\\\\169.254.169.254/"),
    ...["s59.test", "s60.test", "s61.test", "s64.test"].map((name) => attempt("S77", `http://${name}/`)),
    attempt("S73", "http://[::ffff:169.254.169.254]/"),
    {
      row: "S78",
      path: "redirect",
      target: "other origin",
      run: () => http(via("http://other.test/secrets"), { headers }),
    },
    {
      row: "S81",
      path: "redirect",
      target: "307 with a body",
      run: () => http(via("http://other.test/secrets-307", 307), secretBody),
    },
    { row: "S79", path: "redirect", target: "6 hops", run: () => http(chain(6), { maxRedirects: 5 }) },
    {
      row: "S79",
      path: "redirect",
      target: "itself",
      run: () => http("http://legal.test/r?code=302&to=?code=302%26to="),
    },
    {
      row: "S80",
      path: "redirect",
      target: "two Locations",
      run: () => http("http://legal.test/r?to=http://127.0.0.1/&to=http://10.0.0.1/"),
    },
  ];
}
