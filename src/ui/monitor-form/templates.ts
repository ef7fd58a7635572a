import type { FormValues } from "./form-values.ts";

/** Only what Uptick can check: each is a set of expectations for an HTTP check. */
export const TEMPLATES = ["website", "api", "keyword", "graphql", "wordpress", "redirect"] as const;
export type Template = (typeof TEMPLATES)[number];

type Preset = Omit<FormValues, "url" | "name" | "intervalSec" | "timeoutSec" | "regions" | "tags">;

const WEBSITE: Preset = {
  method: "GET",
  headers: [],
  body: "",
  expectedStatus: "200-299",
  keywordMode: "none",
  keywordText: "",
  followRedirects: true,
};

const PRESETS: Record<Template, Preset> = {
  website: WEBSITE,
  api: {
    ...WEBSITE,
    headers: [{ name: "Accept", value: "application/json" }],
    expectedStatus: "200",
    keywordMode: "present",
    keywordText: "ok",
  },
  keyword: { ...WEBSITE, keywordMode: "present" },
  graphql: {
    ...WEBSITE,
    method: "POST",
    headers: [
      { name: "Content-Type", value: "application/json" },
      { name: "Accept", value: "application/json" },
    ],
    body: '{"query":"{ __typename }"}',
    expectedStatus: "200",
    keywordMode: "present",
    keywordText: '"__typename"',
  },
  wordpress: {
    ...WEBSITE,
    expectedStatus: "200",
    keywordMode: "present",
    keywordText: "user_login",
  },
  redirect: { ...WEBSITE, expectedStatus: "301, 302, 307, 308", followRedirects: false },
};

const WORDPRESS_LOGIN = "/wp-login.php";

/** What a template changes; name, interval, regions and tags stay as they are typed. */
export function applyTemplate(template: Template, typed: FormValues): FormValues {
  return { ...typed, ...PRESETS[template], url: urlFor(template, typed.url) };
}

/** The login page of the site, unless a page is named already. */
function urlFor(template: Template, url: string): string {
  if (template !== "wordpress" || !URL.canParse(url)) return url;
  const { origin, pathname, search } = new URL(url);
  return pathname === "/" && search === "" ? `${origin}${WORDPRESS_LOGIN}` : url;
}
