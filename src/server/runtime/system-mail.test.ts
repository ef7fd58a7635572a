import { expect, test } from "vitest";
import type { MailMessage, MailTransport } from "#server/channels/channel.ts";
import { NO_MAIL_SERVER, type SystemMail, sendSystemMail } from "./system-mail.ts";

const mail: SystemMail = {
  to: "ada@example.com",
  locale: "de",
  subject: "Anmelden\r\nBcc: all@example.com",
  paragraphs: ['Hallo <img src=x onerror=alert(1)> & "Ada"'],
  button: { label: "Anmelden", url: "https://uptick.example/sign-in/link/abc?x=1&y=2" },
  note: "Der Link gilt 15 Minuten.",
};

function setUp(transport: MailTransport | null) {
  const logged: unknown[] = [];
  const keep = (...entry: unknown[]) => void logged.push(entry);
  const log = { debug: keep, info: keep, warn: keep, error: keep };
  return { deps: { mail: transport, log, auth: { appUrl: "https://uptick.example" } }, logged };
}

test("what people wrote is text in both parts and adds no header", async () => {
  const sent: MailMessage[] = [];
  const { deps } = setUp({
    send: async (message) => {
      sent.push(message);
      return { kind: "sent", response: { status: 250, body: "", latencyMs: 1 } };
    },
  });
  expect(await sendSystemMail(deps, mail)).toEqual({ kind: "sent" });
  const [message] = sent;
  expect(message).toMatchObject({ to: ["ada@example.com"], subject: "Anmelden Bcc: all@example.com" });
  expect(message?.messageId).toMatch(/^<[0-9a-f-]{36}@uptick\.example>$/);
  expect(message?.html).not.toContain("<img");
  expect(message?.html).toContain('lang="de"');
  expect(message?.html).toContain('href="https://uptick.example/sign-in/link/abc?x=1&amp;y=2"');
  expect(message?.text).toContain("Anmelden:\nhttps://uptick.example/sign-in/link/abc?x=1&y=2\n");
});

test("without a mail server the answer and the log say which settings are missing", async () => {
  const { deps, logged } = setUp(null);
  expect(await sendSystemMail(deps, mail)).toEqual({ kind: "failed", reason: NO_MAIL_SERVER });
  expect(JSON.stringify(logged)).toContain("SMTP_URL and MAIL_FROM");
});

test("a mail that could not be handed over is in the log without its link", async () => {
  const { deps, logged } = setUp({
    send: async () => ({
      kind: "failed",
      permanent: false,
      reason: "The mail server did not answer in time.",
      retryAfterMs: null,
      response: null,
    }),
  });
  expect(await sendSystemMail(deps, mail)).toMatchObject({ kind: "failed" });
  expect(JSON.stringify(logged)).toContain("did not answer");
  expect(JSON.stringify(logged)).not.toContain("/sign-in/link/");
});
