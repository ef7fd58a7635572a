import { expect, test } from "vitest";
import { ChannelKind } from "#contracts/channel.ts";
import type { StatusUpdate } from "#contracts/notification.ts";
import { channelConfigs } from "#testing/channel-configs.ts";
import type { HttpMessage, MailMessage } from "../channel.ts";
import { formatUpdate } from "./send-update.ts";

const UPDATE: StatusUpdate = {
  id: "0199d1c2-0000-7000-8000-000000000001",
  kind: "status_update",
  locale: "en",
  page: { title: "Acme Cloud", isPrivate: false },
  post: {
    id: "0199d1c2-0000-7000-8000-0000000000aa",
    kind: "incident",
    title: "Checkout is slow",
    impact: "major",
    startsAt: Date.UTC(2026, 10, 22, 10),
    endsAt: null,
  },
  update: {
    id: "0199d1c2-0000-7000-8000-0000000000ab",
    at: Date.UTC(2026, 10, 22, 11, 30),
    state: "identified",
    body: "One **database** is slow; see [the notes](https://acme.example/n).",
  },
  components: [{ id: "0199d1c2-0000-7000-8000-0000000000c1", name: "API", impact: "degraded" }],
  urls: {
    page: "https://status.acme.example",
    post: "https://status.acme.example/posts/0199d1c2-0000-7000-8000-0000000000aa",
    manage: "https://status.acme.example/manage/m.MANAGE",
    unsubscribe: "https://status.acme.example/unsubscribe/u.UNSUBSCRIBE",
  },
};
const HOSTILE = "</h1><script>x</script> <!channel> *b*\r\nBcc: evil@example.com\u2028\u202e\ud800\u0000 ]]>";
const hostile: StatusUpdate = {
  ...UPDATE,
  page: { ...UPDATE.page, title: HOSTILE },
  post: { ...UPDATE.post, title: HOSTILE },
  update: { ...UPDATE.update, body: HOSTILE },
  components: [{ id: "c", name: HOSTILE, impact: "degraded" }],
};

function mail(update: StatusUpdate): MailMessage {
  return formatUpdate({ kind: "email", config: { to: ["a@example.com"] } }, update) as MailMessage;
}
function slack(update: StatusUpdate): HttpMessage {
  const config = { webhookUrl: "https://hooks.slack.com/services/T/B/x" };
  return formatUpdate({ kind: "slack", config }, update) as HttpMessage;
}

test("a mail has the state first, the words, the three links and a thread of its post", () => {
  const { html: _html, ...message } = mail(UPDATE);
  expect(message).toMatchInlineSnapshot(`
    {
      "from": null,
      "kind": "mail",
      "list": {
        "id": "status.status.acme.example",
        "unsubscribe": "https://status.acme.example/unsubscribe/u.UNSUBSCRIBE",
      },
      "messageId": "<0199d1c2-0000-7000-8000-000000000001@status.acme.example>",
      "server": null,
      "subject": "[Acme Cloud] Identified: Checkout is slow",
      "text": "Identified: Checkout is slow

    • API: Degraded

    One database is slow; see the notes (https://acme.example/n).

    You receive this because you subscribed to Acme Cloud.
    Read on the status page: https://status.acme.example/posts/0199d1c2-0000-7000-8000-0000000000aa
    Change what you are told: https://status.acme.example/manage/m.MANAGE
    Unsubscribe: https://status.acme.example/unsubscribe/u.UNSUBSCRIBE
    ",
      "thread": "<0199d1c2-0000-7000-8000-0000000000aa@status.acme.example>",
      "to": [
        "a@example.com",
      ],
    }
  `);
});

test("a German reader gets German words around those of the page", () => {
  const { subject, text } = mail({ ...UPDATE, locale: "de" });
  expect(subject).toBe("[Acme Cloud] Ursache gefunden: Checkout is slow");
  expect(text).toContain("Abbestellen: https://status.acme.example/unsubscribe/u.UNSUBSCRIBE");
});

test("a webhook gets the event as data, signed with the subscriber's own secret", () => {
  const config = {
    url: "https://receiver.example/hook",
    secret: `whsec_${Buffer.alloc(32).toString("base64")}`,
  };
  const message = formatUpdate({ kind: "webhook", config }, UPDATE) as HttpMessage;
  const { id, page, post, update, components, urls } = UPDATE;
  expect(JSON.parse(message.body)).toEqual({
    type: "status.update",
    timestamp: "2026-11-22T11:30:00.000Z",
    data: { id, page, post, update, components, urls },
  });
  expect(message.signing).toEqual({ id, secret: config.secret });
  expect(message.headers).toEqual({ "content-type": "application/json; charset=utf-8" });
});

test("Slack gets blocks with links", () => {
  expect(JSON.parse(slack(UPDATE).body)).toMatchInlineSnapshot(`
    {
      "blocks": [
        {
          "text": {
            "emoji": false,
            "text": "Identified: Checkout is slow",
            "type": "plain_text",
          },
          "type": "header",
        },
        {
          "text": {
            "text": "• API: Degraded",
            "type": "mrkdwn",
            "verbatim": true,
          },
          "type": "section",
        },
        {
          "text": {
            "text": "One database is slow; see the notes (https://acme.example/n).",
            "type": "mrkdwn",
            "verbatim": true,
          },
          "type": "section",
        },
        {
          "text": {
            "text": "<https://status.acme.example/posts/0199d1c2-0000-7000-8000-0000000000aa|Read on the status page>  ·  <https://status.acme.example/manage/m.MANAGE|Change what you are told>  ·  <https://status.acme.example/unsubscribe/u.UNSUBSCRIBE|Unsubscribe>",
            "type": "mrkdwn",
            "verbatim": true,
          },
          "type": "section",
        },
        {
          "elements": [
            {
              "emoji": false,
              "text": "Acme Cloud",
              "type": "plain_text",
            },
          ],
          "type": "context",
        },
      ],
      "text": "[Acme Cloud] Identified: Checkout is slow",
      "unfurl_links": false,
    }
  `);
});

test("of a page that is not public a message has the titles, the state and links", () => {
  const secret = { ...UPDATE, page: { ...UPDATE.page, isPrivate: true }, components: [] };
  const hidden = { ...secret, update: { ...UPDATE.update, body: "" } };
  const { text, html, subject } = mail(hidden);
  expect(subject).toContain("Checkout is slow");
  expect(`${text}${html}`).not.toContain("database");
  expect(text).toContain("not public");
});

test("no title leaves its place: not the subject, not the markup, not Slack's mentions", () => {
  const { subject, html, text } = mail(hostile);
  expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\u202e]/u);
  expect(html).not.toContain("<script");
  expect(text.split("\n")).not.toContain("Bcc: evil@example.com");
  const { text: fallback, blocks } = JSON.parse(slack(hostile).body);
  // Slack reads no markup in what it shows as plain text.
  const marked = blocks.filter((block: { text?: { type: string } }) => block.text?.type === "mrkdwn");
  expect(fallback + JSON.stringify(marked)).not.toContain("<!channel>");
  expect(marked).toHaveLength(3);
});

test.each(ChannelKind.options.filter((kind) => !["email", "webhook", "slack"].includes(kind)))(
  "nobody subscribes by %s",
  (kind) => {
    expect(formatUpdate({ kind, config: channelConfigs[kind] }, UPDATE)).toBeNull();
  },
);
