import * as z from "zod";
import { EmailAddress } from "./email-address.ts";
import { Locale } from "./locale.ts";
import { PostImpact } from "./status-post.ts";

/** How somebody outside is told; each is a kind of channel, too. */
export const SubscriberKind = z.enum(["email", "webhook", "slack"]);
export type SubscriberKind = z.infer<typeof SubscriberKind>;

/** What somebody chose; of components that the page does not have any more nothing is told. */
export const SubscriberChoice = z.strictObject({
  /** Empty: all of the page. */
  componentIds: z.array(z.uuid()).max(200, "200 components at most.").default([]),
  /** Told of that and worse. */
  leastImpact: PostImpact.default("none"),
  locale: Locale.default("en"),
});
export type SubscriberChoice = z.infer<typeof SubscriberChoice>;

const WebhookAddress = z
  .url({ protocol: /^https?$/, error: "Give the full URL that receives the updates." })
  .max(2_048, "2,048 characters at most.")
  .refine(
    (text) => !URL.canParse(text) || `${new URL(text).username}${new URL(text).password}` === "",
    "Remove the user name and password from the URL.",
  );

const SlackAddress = z
  .string()
  .max(500)
  .regex(
    /^https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/_-]{10,400}$/,
    "Give an incoming webhook of Slack, which begins with https://hooks.slack.com/.",
  );

/** Where to; what it says is proven before anybody is told there. */
export const SubscriberAddress = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("email"), address: EmailAddress }),
  z.strictObject({ kind: z.literal("webhook"), address: WebhookAddress }),
  z.strictObject({ kind: z.literal("slack"), address: SlackAddress }),
]);
export type SubscriberAddress = z.infer<typeof SubscriberAddress>;

export type Subscription = { to: SubscriberAddress; choice: SubscriberChoice };

/** What a page's own form or a program sends: the choice beside the address. */
export const SubscribeRequest = z
  .object({
    kind: SubscriberKind.default("email"),
    address: z.string().trim().max(2_048),
    ...SubscriberChoice.shape,
  })
  .transform(({ kind, address, ...choice }, context): Subscription => {
    const to = SubscriberAddress.safeParse({ kind, address });
    if (to.success) return { to: to.data, choice };
    const message = to.error.issues[0]?.message ?? "Give an address.";
    context.addIssue({ code: "custom", path: ["address"], message });
    return z.NEVER;
  });

/** How long an address has to be confirmed; then it is forgotten. */
export const CONFIRM_WITHIN_MS = 48 * 60 * 60_000;

/** For the team. Times are epoch ms. */
export type SubscriberView = {
  id: string;
  kind: SubscriberKind;
  /** An e-mail address, or the host of a webhook. */
  label: string;
  /** `off`: messages were refused for good; `offBecause` says why. */
  state: "waiting" | "confirmed" | "off";
  offBecause: string | null;
  /** Names of components; empty: all. */
  components: string[];
  leastImpact: PostImpact;
  locale: Locale;
  createdAt: number;
  confirmedAt: number | null;
  lastDelivery: { at: number; status: "sent" | "failed" | "dead" } | null;
};

export type SubscriberCounts = {
  confirmed: number;
  waiting: number;
  off: number;
  byKind: Record<SubscriberKind, number>;
};

export type SubscriberPage = { items: SubscriberView[]; nextCursor: string | null };

export const SubscriberFilter = z.strictObject({
  pageId: z.uuid(),
  /** A part of the address. */
  search: z.string().trim().max(100).default(""),
  state: z.enum(["all", "waiting", "confirmed", "off"]).default("all"),
  cursor: z.uuid().nullable().default(null),
  /** Added by the client of infinite lists. */
  direction: z.enum(["forward", "backward"]).optional(),
});
export type SubscriberFilter = z.infer<typeof SubscriberFilter>;
