import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { LOCALE_COOKIE, ZONE_COOKIE } from "#contracts/locale.ts";
import { TimeZone } from "#contracts/maintenance.ts";
import { chooseLocale } from "#ui/i18n/choose-locale.ts";
import { loadMessages } from "#ui/i18n/load-messages.ts";

/** The language and the zone of a request; the zone is the browser's once it has said so in a cookie, and UTC before. */
export default getRequestConfig(async () => {
  const jar = await cookies();
  const locale = chooseLocale(jar.get(LOCALE_COOKIE)?.value, (await headers()).get("accept-language"));
  const zone = TimeZone.safeParse(jar.get(ZONE_COOKIE)?.value);
  return {
    locale,
    messages: await loadMessages(locale),
    timeZone: zone.data ?? "UTC",
  };
});
