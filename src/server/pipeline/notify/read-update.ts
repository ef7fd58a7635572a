import type { StatusUpdate } from "#contracts/notification.ts";
import { pageUrlOf } from "#domain/status/page-url.ts";
import type { Settings } from "#server/runtime/deps.ts";
import { subscriberUrl } from "#server/runtime/subscriber-link.ts";
import type { ClaimedUpdate } from "#server/store/claim-update-store.ts";

/**
 * What a subscriber is told. Of a page that not everybody may see only its title, the post's title and its state leave:
 * whoever was let in once need not be let in now, and mail is read by more machines than its reader's.
 */
export function readUpdate(
  settings: Pick<Settings, "appUrl" | "linkSecret">,
  held: Pick<ClaimedUpdate, "id" | "subscriberId" | "locale" | "content">,
): StatusUpdate {
  const { post, update, components, page, domain } = held.content;
  const url = pageUrlOf(settings.appUrl, { slug: page.slug, domain });
  const { subscriberId } = held;
  const link = (purpose: "manage" | "unsubscribe") =>
    subscriberUrl(url, settings.linkSecret, { purpose, subscriberId });
  return {
    id: held.id,
    kind: "status_update",
    locale: held.locale,
    page: { title: page.title, isPrivate: page.isPrivate },
    post,
    update: page.isPrivate ? { ...update, body: "" } : update,
    components: page.isPrivate ? [] : components,
    urls: {
      page: url,
      post: `${url}/posts/${post.id}`,
      manage: link("manage"),
      unsubscribe: link("unsubscribe"),
    },
  };
}
