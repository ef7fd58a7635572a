import * as z from "zod";
import type { Channel, HttpAnswer, JudgedAnswer } from "../channel.ts";
import { httpUrl, optional, text, token } from "../config-fields.ts";
import { type Description, describeNotification, linksOf, listOthers } from "../describe-notification.ts";
import { escapeSlack } from "../escape-text.ts";
import { fitEscaped, fitText } from "../fit-text.ts";
import { bearer, jsonMessage } from "../http-message.ts";
import { failed, judgeAnswer, readJson, sent } from "../judge-answer.ts";
import { updateSlack } from "../status-update/update-slack.ts";

const Config = z
  .object({
    webhookUrl: optional(httpUrl("Give the URL that Slack shows under Incoming Webhooks.")),
    botToken: optional(
      token("Give the bot token.").regex(/^xox[a-z]-|^xoxe\./, "A bot token starts with xoxb-."),
    ),
    channel: optional(text("Give the channel's ID, such as C0123456789.", 100)),
  })
  .superRefine(({ webhookUrl, botToken, channel }, context) => {
    const say = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (webhookUrl === undefined && botToken === undefined)
      say("webhookUrl", "Give an incoming webhook URL, or a bot token and a channel.");
    if (webhookUrl !== undefined && botToken !== undefined)
      say("botToken", "Use either a webhook URL or a bot token, not both.");
    if (botToken !== undefined && channel === undefined)
      say("channel", "Name the channel that the bot writes to.");
  });
type Config = z.infer<typeof Config>;

export const slack: Channel<Config> = {
  kind: "slack",
  label: "Slack",
  help: "Make an incoming webhook at api.slack.com/apps, or a bot with the scope chat:write that is in the channel.",
  configSchema: Config,
  fields: [
    {
      name: "webhookUrl",
      label: "Incoming webhook URL",
      kind: "secret",
      placeholder: "https://hooks.slack.com/services/…",
      optional: true,
    },
    { name: "botToken", label: "Bot token", kind: "secret", placeholder: "xoxb-…", optional: true },
    {
      name: "channel",
      label: "Channel",
      kind: "text",
      placeholder: "C0123456789",
      help: "With a bot token only.",
      optional: true,
    },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const content = { text: fallbackText(described), blocks: blocksOf(described), unfurl_links: false };
    if (config.botToken === undefined) return jsonMessage(config.webhookUrl ?? "", content);
    return jsonMessage(
      "https://slack.com/api/chat.postMessage",
      { channel: config.channel, ...content },
      bearer(config.botToken),
    );
  },
  formatUpdate: (update, config) => jsonMessage(config.webhookUrl ?? "", updateSlack(update)),
  judge: judgeSlack,
};

const MAX_HEADER = 150;
const MAX_SECTION = 3_000;

function fallbackText(described: Description): string {
  return escapeSlack(`${described.symbol} ${described.title}`);
}

function blocksOf(described: Description): unknown[] {
  const title = fitText(`${described.symbol} ${described.title}`, MAX_HEADER);
  const facts = [described.reason, ...(described.duration === null ? [] : [described.duration])];
  const regions = described.regions.map((line) => `• ${line}`).join("\n");
  // No buttons: Slack reports each click to the app, and shows a warning when nobody answers it.
  const links = linksOf(described).map(({ label, url }) => `<${escapeSlack(url)}|${label}>`);
  return [
    { type: "header", text: { type: "plain_text", text: title, emoji: false } },
    section(escaped(facts.join("\n"))),
    ...(described.target === null ? [] : [section(escaped(described.target))]),
    ...(regions === "" ? [] : [section(escaped(regions))]),
    ...(described.others.length === 0 ? [] : [section(listEscaped(described))]),
    section(links.join("  ·  ")),
    {
      type: "context",
      elements: [{ type: "plain_text", text: `${described.at} · ${described.source}`, emoji: false }],
    },
  ];
}

function listEscaped({ others }: Description): string {
  return listOthers({ others: others.map(escapeSlack) }, MAX_SECTION).join("\n");
}

function section(mrkdwn: string) {
  return { type: "section", text: { type: "mrkdwn", text: mrkdwn, verbatim: true } };
}

function escaped(text: string): string {
  return fitEscaped(text, { maxLength: MAX_SECTION, escape: escapeSlack });
}

const PASSING_ERRORS = new Set([
  "ratelimited",
  "rate_limited",
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
]);

/** The web API answers 200 to everything it understood; only `ok` tells. */
function judgeSlack(answer: HttpAnswer): JudgedAnswer {
  const reply = readJson(answer.body);
  if (answer.status !== 200 || reply?.ok === undefined) return judgeAnswer(answer);
  if (reply.ok === true) return sent(answer);

  const error = String(reply.error ?? "unknown_error");
  return failed(answer, { permanent: !PASSING_ERRORS.has(error), reason: `Slack answered: ${error}.` });
}
