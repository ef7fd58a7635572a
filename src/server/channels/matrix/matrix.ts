import * as z from "zod";
import { escapeHtml } from "#domain/escape-html.ts";
import type { Channel, HttpAnswer, JudgedAnswer } from "../channel.ts";
import { serverUrl, text, token } from "../config-fields.ts";
import { describeNotification, detailLines, linksOf } from "../describe-notification.ts";
import { bearer, jsonMessage } from "../http-message.ts";
import { failed, judgeAnswer, readJson } from "../judge-answer.ts";
import { plainText } from "../plain-text.ts";

const Config = z.object({
  homeserver: serverUrl("Give the homeserver's address, such as https://matrix.org."),
  accessToken: token("Give the access token of the account that writes."),
  roomId: text("Give the room's internal ID, such as !abc:matrix.org.", 255).regex(
    /^![^\s]+$/,
    "A room ID starts with !; find it in the room's advanced settings.",
  ),
});
type Config = z.infer<typeof Config>;

export const matrix: Channel<Config> = {
  kind: "matrix",
  label: "Matrix",
  help: "Use an account of its own that has joined the room; the room must not be encrypted.",
  configSchema: Config,
  fields: [
    { name: "homeserver", label: "Homeserver", kind: "url", placeholder: "https://matrix.org" },
    { name: "accessToken", label: "Access token", kind: "secret" },
    { name: "roomId", label: "Room ID", kind: "text", placeholder: "!abc:matrix.org" },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const html = [
      `<strong>${escapeHtml(`${described.symbol} ${described.title}`)}</strong>`,
      ...detailLines(described).map(escapeHtml),
      ...linksOf(described).map(({ label, url }) => `<a href="${escapeHtml(url)}">${label}</a>`),
    ].join("<br>");
    const room = encodeURIComponent(config.roomId);
    // The transaction id makes a repeat the same event: the homeserver answers with the first one.
    const url = `${config.homeserver}/_matrix/client/v3/rooms/${room}/send/m.room.message/${notification.id}`;
    const content = {
      msgtype: "m.text",
      body: plainText(described),
      format: "org.matrix.custom.html",
      formatted_body: html,
      "m.mentions": {},
    };
    return { ...jsonMessage(url, content, bearer(config.accessToken)), method: "PUT" };
  },
  judge: judgeMatrix,
};

/** Older homeservers say only in the body how long to wait. */
function judgeMatrix(answer: HttpAnswer): JudgedAnswer {
  const wait = answer.status === 429 ? readJson(answer.body)?.retry_after_ms : undefined;
  if (typeof wait !== "number") return judgeAnswer(answer);
  const reason = "The provider answered 429: too many messages.";
  return failed(answer, { permanent: false, reason, retryAfterMs: wait });
}
