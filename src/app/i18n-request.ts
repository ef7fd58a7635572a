import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { LOCALE_COOKIE, PSEUDO_COOKIE, ZONE_COOKIE } from "#contracts/locales.ts";
import { TimeZone } from "#contracts/maintenance.ts";
import { chooseLocale } from "#domain/locale/choose-locale.ts";
import { loadMessages } from "#ui/i18n/load-messages.ts";
import { pseudoMessages } from "#ui/i18n/pseudo-messages.ts";

/** The language and the zone of a request; the zone is the browser's once it has said so in a cookie, and UTC before. */
export default getRequestConfig(async () => {
  const jar = await cookies();
  const isPseudo = process.env.UPTICK_PSEUDO_LOCALE === "1" && jar.has(PSEUDO_COOKIE);
  const locale = isPseudo
    ? "en"
    : chooseLocale(jar.get(LOCALE_COOKIE)?.value, (await headers()).get("accept-language"));
  const zone = TimeZone.safeParse(jar.get(ZONE_COOKIE)?.value);
  const messages = await loadMessages(locale);
  return {
    locale,
    messages: isPseudo ? pseudoMessages(messages) : messages,
    timeZone: zone.data ?? "UTC",
  };
});
