import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { ChannelField } from "#contracts/channel.ts";
import { NotificationKind } from "#contracts/notification.ts";
import { keepsIncidents } from "#domain/notification/incident-keepers.ts";
import { downNotification } from "#testing/sample-notifications.ts";
import type { AnyChannel } from "./channel.ts";
import { channels } from "./registry.ts";
import { webhook } from "./webhook/webhook.ts";

// npx vitest run --project unit src/server/channels/document-channels.test.ts -u
const FILE = join(fileURLToPath(new URL("../../..", import.meta.url)), "docs/channels.md");

test("docs/channels.md says what each kind of channel asks for", async () => {
  await expect(`${INTRODUCTION}\n${Object.values(channels).map(section).join("\n")}`).toMatchFileSnapshot(
    FILE,
  );
});

const acknowledgeUrl = "https://uptick.example/acknowledge/…";
const message = webhook.format(
  { ...downNotification, acknowledgeUrl },
  { url: "https://example.com/hooks/uptick" },
);
const example = message?.kind === "http" ? JSON.stringify(JSON.parse(message.body), null, 2) : "";

const INTRODUCTION = `# Alert channels

This page is written by a test from the channels themselves, so it says what the forms ask for.

Every message is a row that is written in the same transaction as the verdict. It is tried at once and after 5 s, 30 s, 2 min,
10 min, 30 min, 2 h, 6 h, 12 h and 24 h, never before the receiver's \`Retry-After\`; a refusal for good switches the channel off and
goes to its fallback. A *down* is sent before its *up*. Delivery is at least once: a retry carries the same key, in the place that
the receiver looks at. Each channel has a log of requests and answers, with secrets masked, and a button that sends again.

Fields marked *secret* are encrypted, bound to their channel and never shown again. Receivers that **keep incidents themselves**
hear of acknowledgements and of each incident of a storm by itself; people get a storm as one message with the list.

## What a webhook receives

A POST of JSON, signed as [Standard Webhooks](https://www.standardwebhooks.com) describes when there is a signing secret:
\`webhook-id\` (the same in every attempt), \`webhook-timestamp\` (seconds) and \`webhook-signature\` (\`v1,\` and the base64 of
HMAC-SHA256 over \`id.timestamp.body\`). \`type\` is ${NotificationKind.options.map((kind) => `\`monitor.${kind}\``).join(", ")}.

\`\`\`json
${example}
\`\`\`
`;

function section(channel: AnyChannel): string {
  const keeps = keepsIncidents(channel.kind) ? "Keeps incidents itself.\n\n" : "";
  const rows = channel.fields.map(row).join("\n");
  return `## ${channel.label}\n\n${channel.help}\n\n${keeps}| field | | |\n| --- | --- | --- |\n${rows}\n`;
}

function row({ label, kind, optional, help, placeholder, choices }: ChannelField): string {
  const nature = [kind === "secret" ? "*secret*" : kind, optional ? "optional" : ""].filter(Boolean);
  const examples = choices ? choices.join(", ") : placeholder;
  const note = [help, examples && `\`${examples.replaceAll("|", "\\|")}\``].filter(Boolean).join(" ");
  return `| ${label} | ${nature.join(", ")} | ${note} |`;
}
