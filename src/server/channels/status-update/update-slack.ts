import type { StatusUpdate } from "#contracts/notification.ts";
import { escapeSlack } from "../escape-text.ts";
import { fitEscaped, fitText } from "../fit-text.ts";
import { describeUpdate, updateTitle } from "./describe-update.ts";

const MAX_HEADER = 150;
const MAX_SECTION = 3_000;

/** The body of a message to an incoming webhook. */
export function updateSlack(told: StatusUpdate) {
  const described = describeUpdate(told);
  const { page, title, state, span, components, text, links } = described;
  const facts = [...span, ...components.map((component) => `• ${component}`)].join("\n");
  return {
    text: escapeSlack(updateTitle(described)),
    unfurl_links: false,
    blocks: [
      {
        type: "header",
        text: { type: "plain_text", text: fitText(`${state}: ${title}`, MAX_HEADER), emoji: false },
      },
      ...(facts === "" ? [] : [section(facts)]),
      ...(text === "" ? [] : [section(text)]),
      {
        type: "section",
        text: {
          type: "mrkdwn",
          verbatim: true,
          text: links.map(({ label, url }) => `<${escapeSlack(url)}|${escapeSlack(label)}>`).join("  ·  "),
        },
      },
      { type: "context", elements: [{ type: "plain_text", text: fitText(page, MAX_HEADER), emoji: false }] },
    ],
  };
}

function section(text: string) {
  const fitted = fitEscaped(text, { maxLength: MAX_SECTION, escape: escapeSlack });
  return { type: "section", text: { type: "mrkdwn", text: fitted, verbatim: true } };
}
