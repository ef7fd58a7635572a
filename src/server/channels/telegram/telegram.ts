import * as z from "zod";
import { escapeHtml } from "#domain/escape-html.ts";
import type { Channel, HttpAnswer, JudgedAnswer } from "../channel.ts";
import { optional, text, token } from "../config-fields.ts";
import { describeNotification, linksOf } from "../describe-notification.ts";
import { jsonMessage } from "../http-message.ts";
import { failed, isRecord, judgeAnswer, readJson } from "../judge-answer.ts";
import { detailText } from "../plain-text.ts";

const Config = z.object({
  botToken: token("Give the token that @BotFather sent you.").regex(
    /^\d+:[\w-]{20,}$/,
    "A bot token looks like 123456789:AAH…; copy it from @BotFather.",
  ),
  chatId: text("Give the chat's ID, such as -1001234567890, or @channelname.", 100).regex(
    /^(-?\d+|@\w+)$/,
    "A chat ID is a number such as -1001234567890, or @channelname.",
  ),
  threadId: optional(
    z.coerce.number("A topic ID is a number.").int().positive("A topic ID is a positive number."),
  ),
});
type Config = z.infer<typeof Config>;

export const telegram: Channel<Config> = {
  kind: "telegram",
  label: "Telegram",
  help: "Make a bot with @BotFather and add it to the chat. @userinfobot tells the chat's ID.",
  configSchema: Config,
  fields: [
    { name: "botToken", label: "Bot token", kind: "secret", placeholder: "123456789:AAH…" },
    { name: "chatId", label: "Chat ID", kind: "text", placeholder: "-1001234567890" },
    {
      name: "threadId",
      label: "Topic ID",
      kind: "number",
      help: "For one topic of a group with topics.",
      optional: true,
    },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    // Telegram counts 4,096 characters after its markup is read; the described lines stay below that.
    const links = linksOf(described);
    const hasButtons = links.every(({ url }) => isPublic(url));
    const html = [
      `<b>${escapeHtml(`${described.symbol} ${described.title}`)}</b>`,
      escapeHtml(detailText(described, 3_500)),
      ...(hasButtons ? [] : links.map(({ label, url }) => `<a href="${escapeHtml(url)}">${label}</a>`)),
    ].join("\n");
    return jsonMessage(`https://api.telegram.org/bot${config.botToken}/sendMessage`, {
      chat_id: config.chatId,
      message_thread_id: config.threadId,
      text: html,
      parse_mode: "HTML",
      link_preview_options: { is_disabled: true },
      ...(hasButtons && {
        reply_markup: { inline_keyboard: [links.map(({ label, url }) => ({ text: label, url }))] },
      }),
    });
  },
  judge: judgeTelegram,
};

const PRIVATE_NAMES = /(^|\.)(localhost|local|lan|internal|intranet|home|corp|test|home\.arpa)$/;

/** Telegram refuses the whole message when a button leads to an address that only a private network knows. */
function isPublic(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const { protocol, hostname } = new URL(link);
  return protocol === "https:" && /\.[a-z][a-z0-9-]+$/.test(hostname) && !PRIVATE_NAMES.test(hostname);
}

function judgeTelegram(answer: HttpAnswer): JudgedAnswer {
  const parameters = readJson(answer.body)?.parameters;
  if (!isRecord(parameters)) return judgeAnswer(answer);
  if (typeof parameters.retry_after === "number") {
    const retryAfterMs = parameters.retry_after * 1000;
    return failed(answer, {
      permanent: false,
      reason: "The provider answered 429: too many messages.",
      retryAfterMs,
    });
  }
  if (typeof parameters.migrate_to_chat_id !== "number") return judgeAnswer(answer);
  const reason = `The group became a supergroup. Enter its new chat ID: ${parameters.migrate_to_chat_id}.`;
  return failed(answer, { permanent: true, reason });
}
