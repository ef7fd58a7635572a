import { type Description, detailLines, linksOf } from "./describe-notification.ts";
import { fitText } from "./fit-text.ts";

/** The whole message without markup. What does not fit is cut before the links, never a link itself. */
export function plainText(described: Description, maxLength = Number.POSITIVE_INFINITY): string {
  const title = `${described.symbol} ${described.title}`;
  const links = plainLinks(described);
  const room = maxLength - links.length - 1;
  return `${fitText(`${title}\n${detailText(described, Math.max(room - title.length - 1, 1))}`, room)}\n${links}`;
}

/** Without title and link, for providers that have fields of their own for these. */
export function detailText(described: Description, maxLength = Number.POSITIVE_INFINITY): string {
  const rest = detailLines({ ...described, others: [] }).join("\n");
  return fitText(detailLines(described, maxLength - rest.length - 1).join("\n"), maxLength);
}

/** For providers with a field for one link only. */
export function detailTextWithAcknowledge(
  described: Description,
  maxLength = Number.POSITIVE_INFINITY,
): string {
  if (described.acknowledgeLink === null) return detailText(described, maxLength);
  const link = `Acknowledge: ${described.acknowledgeLink}`;
  return `${detailText(described, maxLength - link.length - 1)}\n${link}`;
}

function plainLinks(described: Description): string {
  return linksOf(described)
    .map(({ label, url }) => `${label}: ${url}`)
    .join("\n");
}
