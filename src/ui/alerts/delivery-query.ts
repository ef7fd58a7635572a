export const EVERY_CHANNEL = "every";

/** Read by the page on the server too, so that both ask under the same key. */
export function deliveryListInput(channel: string) {
  return { limit: 25, ...(channel === EVERY_CHANNEL ? {} : { channelId: channel }) };
}
