import { type Description, detailLines } from "./describe-notification.ts";
import { fitText } from "./fit-text.ts";

/** The whole message without markup. What does not fit is cut before the link, never the link itself. */
export function plainText(described: Description, maxLength = Number.POSITIVE_INFINITY): string {
  const text = `${described.symbol} ${described.title}\n${detailText(described)}`;
  return `${fitText(text, maxLength - described.link.length - 1)}\n${described.link}`;
}

/** Without title and link, for providers that have fields of their own for these. */
export function detailText(described: Description, maxLength = Number.POSITIVE_INFINITY): string {
  return fitText(detailLines(described).join("\n"), maxLength);
}
