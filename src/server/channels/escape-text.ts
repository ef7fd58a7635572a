import { escapeHtml } from "#domain/escape-html.ts";

/** Slack asks for exactly these three; without `<` there is no mention and no link. */
export function escapeSlack(text: string): string {
  return text.replace(/[&<>]/g, (character) => escapeHtml(character));
}

// Right after @ it stops a mention and cannot be seen.
const ZERO_WIDTH_SPACE = "\u200b";

export function silenceMentions(text: string): string {
  return text.replaceAll("@", `@${ZERO_WIDTH_SPACE}`);
}

export function escapeMarkdown(text: string): string {
  return silenceMentions(text.replace(/[\\`*_~|<>[\]#]/g, "\\$&"));
}

/** For text between backticks, where nothing else is special. */
export function escapeCode(text: string): string {
  return silenceMentions(text.replaceAll("`", "'"));
}
