import * as z from "zod";
import { EmailAddress } from "./email-address.ts";
import { Locale } from "./locale.ts";
import { TimeZone } from "./maintenance.ts";
import { nameOf } from "./name.ts";
import type { ComponentState } from "./status-post.ts";

/** What an address of ours, a reverse proxy or a visitor could take for something else. */
const RESERVED_SLUGS = new Set([
  "admin",
  "api",
  "app",
  "assets",
  "badge",
  "embed",
  "new",
  "public",
  "static",
  "status",
  "uptick",
  "www",
]);

export const StatusSlug = z
  .string()
  .trim()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{1,46})[a-z0-9]$/,
    "3 to 48 small letters, digits and hyphens, such as acme-cloud.",
  )
  .refine(
    (slug) => !RESERVED_SLUGS.has(slug) && !slug.startsWith("xn--"),
    "This address is reserved; choose another.",
  );

export const PageTitle = nameOf({ missing: "Give the page a title.", max: 120 });
export const PageDescription = z.string().trim().max(2_000, "2,000 characters at most.");
export const ComponentName = nameOf({ missing: "Give it a name that visitors understand.", max: 120 });
export const SectionName = z.union([z.literal(""), nameOf({ missing: "", max: 120 })]);

export const StatusPageInput = z.strictObject({
  title: PageTitle,
  slug: StatusSlug,
  description: PageDescription.default(""),
});
export type StatusPageInput = z.infer<typeof StatusPageInput>;

/** What a component shows beside its state. */
export const ComponentShow = z.strictObject({
  /** 90 days as bars. */
  bars: z.boolean().default(true),
  /** Uptime of the 90 days with its coverage. */
  uptime: z.boolean().default(true),
  /** Response time of 24 hours. */
  chart: z.boolean().default(false),
  /** What each region sees. */
  regions: z.boolean().default(true),
});
export type ComponentShow = z.infer<typeof ComponentShow>;

export const ComponentInput = z.strictObject({
  /** Left out for a new one. */
  id: z.uuid().optional(),
  name: ComponentName,
  description: z.string().trim().max(500, "500 characters at most.").default(""),
  monitorIds: z.array(z.uuid()).min(1, "Choose a monitor.").max(100, "100 monitors at most."),
  show: ComponentShow.default({ bars: true, uptime: true, chart: false, regions: true }),
});
export type ComponentInput = z.infer<typeof ComponentInput>;

export const SectionInput = z.strictObject({
  id: z.uuid().optional(),
  name: SectionName.default(""),
  collapsed: z.boolean().default(false),
  components: z.array(ComponentInput).max(200, "200 components in a section at most."),
});
export type SectionInput = z.infer<typeof SectionInput>;

/** Everything that a page shows, in order; what is not in it any more is removed. */
export const StatusLayout = z.array(SectionInput).max(50, "50 sections at most.");
export type StatusLayout = z.infer<typeof StatusLayout>;

const Hex = z.string().regex(/^#[0-9a-f]{6}$/i, "Give a colour such as #0f766e.");

export const STATUS_THEMES = ["clear", "paper", "ink", "sky", "moss", "ember"] as const;

/** How a page looks. There is no CSS or HTML of its own: only these. */
export const StatusLook = z.strictObject({
  theme: z.enum(STATUS_THEMES).default("clear"),
  mode: z.enum(["system", "light", "dark"]).default("system"),
  /** Null: the theme's own. Held against its background when it is saved (WCAG 2.2, 4.5:1). */
  accent: Hex.nullable().default(null),
  /** What visitors get who ask for a language that the page does not have. */
  locale: Locale.default("en"),
  /** IANA; moments are shown in it where there is no script to ask the visitor's. */
  timeZone: TimeZone.default("UTC"),
  /** "Powered by Uptick" at the foot. */
  branding: z.boolean().default(true),
  /** Where the logo and the "back to" link lead; null: nowhere. */
  homeUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null),
  /** Where visitors find help; null: no link. */
  supportUrl: z
    .url({ protocol: /^(https?|mailto)$/ })
    .max(500)
    .nullable()
    .default(null),
  /** Bars and history reach so many days back. */
  historyDays: z.union([z.literal(30), z.literal(60), z.literal(90)]).default(90),
  /** Visitors may subscribe. */
  subscribe: z.boolean().default(true),
  /** Search engines may list it. */
  indexed: z.boolean().default(true),
});
export type StatusLook = z.infer<typeof StatusLook>;

const Cidr = z.union(
  [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
  "Give an address or a range such as 203.0.113.0/24.",
);
const EmailDomain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^(?=.{4,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    "Give a domain such as example.com.",
  );

/** Who is let in. */
export const StatusAccess = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("public") }),
  z.strictObject({ kind: z.literal("password") }),
  z.strictObject({
    kind: z.literal("email"),
    domains: z.array(EmailDomain).max(50),
    addresses: z.array(EmailAddress).max(200),
  }),
  z.strictObject({
    kind: z.literal("network"),
    ranges: z.array(Cidr).min(1, "Name at least one range.").max(100),
  }),
  z.strictObject({ kind: z.literal("members") }),
]);
export type StatusAccess = z.infer<typeof StatusAccess>;

export const PagePassword = z.string().min(8, "8 characters at least.").max(200);

/** What a verdict does to the pages that show its monitor. */
export const AutoPosts = z.enum(["off", "draft", "publish"]);
export type AutoPosts = z.infer<typeof AutoPosts>;

/** A host name that belongs to the customer, in lower case. */
export const CustomDomain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,}(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/,
    "Give a domain such as status.example.com, without https:// and path.",
  );

export const StatusPageState = z.enum(["draft", "published"]);
export type StatusPageState = z.infer<typeof StatusPageState>;

export type StatusDomainView = {
  domain: string;
  /** The record to set. */
  record: { name: string; type: "TXT"; value: string };
  /** Where the domain must point (CNAME). */
  target: string;
  state: "waiting" | "proven" | "missing";
  verifiedAt: number | null;
  checkedAt: number | null;
  problem: string | null;
};

export const StatusAssetKind = z.enum(["logo", "logo-dark", "favicon"]);
export type StatusAssetKind = z.infer<typeof StatusAssetKind>;

/** Most bytes of a picture that is handed in. */
export const MAX_ASSET_BYTES = 2_097_152;
const BASE64_OF_MAX = Math.ceil(MAX_ASSET_BYTES / 3) * 4;

export const StatusAssetInput = z.strictObject({
  id: z.uuid(),
  kind: StatusAssetKind,
  /** The file in base64: PNG, JPEG, WebP or GIF. */
  data: z
    .string()
    .max(BASE64_OF_MAX, "2 MB at most.")
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, "Choose a picture."),
});
export type StatusAssetInput = z.infer<typeof StatusAssetInput>;

export type StatusPageListItem = {
  id: string;
  slug: string;
  title: string;
  state: StatusPageState;
  publishAt: number | null;
  access: StatusAccess["kind"];
  /** Where visitors find it. */
  url: string;
  components: number;
  subscribers: number;
  /** The worst of its components. */
  worst: ComponentState;
  openPosts: number;
  drafts: number;
};

export type StatusPageDetail = {
  id: string;
  slug: string;
  title: string;
  description: string;
  state: StatusPageState;
  publishAt: number | null;
  publishedAt: number | null;
  look: StatusLook;
  access: StatusAccess;
  hasPassword: boolean;
  autoPosts: AutoPosts;
  url: string;
  domain: StatusDomainView | null;
  assets: { kind: StatusAssetKind; url: string }[];
  sections: {
    id: string;
    name: string;
    collapsed: boolean;
    components: {
      id: string;
      name: string;
      description: string;
      show: ComponentShow;
      state: ComponentState;
      /** `name` is the monitor's own, which visitors never see. */
      monitors: { id: string; name: string }[];
    }[];
  }[];
  subscribers: number;
};
