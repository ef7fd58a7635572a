import { expect, test } from "vitest";
import { createRedactor, listSecrets, redactText } from "./redact-text.ts";

const TOKEN = "Zk3-CANARY_0123456789abcdefghijklmnopqrstuvwx";

test.each<[name: string, line: string]>([
  ["a heartbeat's address", `GET /api/heartbeat/${TOKEN}/fail failed`],
  ["a hook's address", `POST https://up.example/api/maintenance-hook/${TOKEN}/start`],
  ["an address that acknowledges", `/acknowledge/${TOKEN}`],
  ["a digest's address", `/api/digest/off/${TOKEN}?x=1`],
  ["a bearer", `authorization was Bearer ${TOKEN}.`],
  ["basic credentials", `Basic ${TOKEN}==`],
  ["an API key", `key uptick_${TOKEN} was refused`],
  ["a probe's token", `upr_local-1_${TOKEN}`],
  ["user info of a URL", `postgresql://uptick:${TOKEN}@db:5432/uptick`],
  ["a query parameter", `GET /x?a=1&token=${TOKEN}&b=2`],
  ["a session cookie", `cookie: next-auth.session-token=${TOKEN}; theme=dark`],
  ["a secure session cookie", `__Secure-next-auth.session-token=${TOKEN}`],
  ["a field of JSON", JSON.stringify({ headers: { Authorization: TOKEN } })],
  ["a field of JSON within JSON", JSON.stringify({ err: JSON.stringify({ password: `${TOKEN} more` }) })],
  ["a field with a quote in it", JSON.stringify({ password: `x"${TOKEN}` })],
  ["a Slack webhook", `https://hooks.slack.com/services/T0AB/B0CD/${TOKEN}`],
  ["a Discord webhook", `https://discord.com/api/webhooks/1234/${TOKEN}`],
  ["a Telegram bot", `https://api.telegram.org/bot1234:${TOKEN}/sendMessage`],
  ["a private key", `-----BEGIN RSA PRIVATE KEY-----\\n${TOKEN}\\n-----END RSA PRIVATE KEY-----`],
])("%s is masked", (_name, line) => {
  const masked = redactText(line);
  expect(masked).not.toContain("CANARY");
  expect(masked).toContain("[redacted]");
});

test("a line of JSON stays one", () => {
  const line = JSON.stringify({
    msg: `Bearer ${TOKEN} https://a:${TOKEN}@b/?token=${TOKEN}`,
    err: { message: `{"token":"${TOKEN}\\" and more"}`, password: `a"b\\${TOKEN}` },
    after: 1,
  });
  expect(JSON.parse(redactText(line))).toMatchObject({ after: 1 });
  expect(redactText(line)).not.toContain("CANARY");
});

test.each([
  "GET /api/heartbeat answered 404",
  "uptick_http_request_duration_seconds is a metric",
  "https://example.com/path?page=2",
  '{"requestId":"01900000-0000-7000-8000-000000000000","route":"/api/heartbeat/[token]/[[...rest]]"}',
  "The bearer of this message",
])("what is no secret is left alone: %s", (line) => {
  expect(redactText(line)).toBe(line);
});

test("secrets of the environment are masked wherever they stand", () => {
  const secrets = listSecrets({
    NEXTAUTH_SECRET: "plain-words-here",
    UPTICK_ENCRYPTION_KEYS: "k1:AAAABBBBCCCCDDDD",
    DATABASE_URL: "postgresql://me:p%40ssw0rd!x@db/x",
    OTEL_EXPORTER_OTLP_HEADERS: "x-key=abcdefghij",
    PORT: "3000",
    NEXTAUTH_URL: "https://up.example",
  });
  const redact = createRedactor(secrets);
  const text = "a plain-words-here b AAAABBBBCCCCDDDD c p@ssw0rd!x d abcdefghij https://up.example 3000";
  expect(redact(text)).toBe("a [redacted] b [redacted] c [redacted] d [redacted] https://up.example 3000");
});
