import type { DraftRecord } from "./draft.ts";
import type { FormValues } from "./form-values.ts";

/** Each is a set of expectations for an HTTP check. */
export const TEMPLATES = ["website", "api", "keyword", "graphql", "wordpress", "redirect"] as const;
export type Template = (typeof TEMPLATES)[number];

const WEBSITE: DraftRecord = {
  method: "GET",
  headers: [],
  bodyType: "raw",
  body: "",
  expectedStatus: "200-299",
  keyword: null,
  followRedirects: true,
};

const PRESETS: Record<Template, DraftRecord> = {
  website: WEBSITE,
  api: {
    ...WEBSITE,
    headers: [{ name: "Accept", value: "application/json" }],
    expectedStatus: "200",
    keyword: { mode: "present", text: "ok" },
  },
  keyword: { ...WEBSITE, keyword: { mode: "present", text: "" } },
  graphql: {
    ...WEBSITE,
    method: "POST",
    headers: [{ name: "Accept", value: "application/json" }],
    bodyType: "json",
    body: '{"query":"{ __typename }"}',
    expectedStatus: "200",
    keyword: { mode: "present", text: '"__typename"' },
  },
  wordpress: { ...WEBSITE, expectedStatus: "200", keyword: { mode: "present", text: "user_login" } },
  redirect: { ...WEBSITE, expectedStatus: "301, 302, 307, 308", followRedirects: false },
};

const WORDPRESS_LOGIN = "/wp-login.php";

/** What a template changes of an HTTP check; name, interval, regions and tags stay as they are typed. */
export function applyTemplate(template: Template, { check, ...typed }: FormValues): FormValues {
  const url = urlFor(template, String(check.url));
  return { ...typed, check: { ...check, ...PRESETS[template], url } };
}

/** The login page of the site, unless a page is named already. */
function urlFor(template: Template, url: string): string {
  if (template !== "wordpress" || !URL.canParse(url)) return url;
  const { origin, pathname, search } = new URL(url);
  return pathname === "/" && search === "" ? `${origin}${WORDPRESS_LOGIN}` : url;
}
