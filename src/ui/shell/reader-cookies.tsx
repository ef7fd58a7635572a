"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTimeZone } from "next-intl";
import { useEffect } from "react";
import type { Locale } from "#contracts/locale.ts";
import { LOCALE_COOKIE, ZONE_COOKIE } from "#contracts/locales.ts";
import { useUtcSwitch } from "#ui/format/utc-switch.ts";
import { setCookie } from "./set-cookie.ts";

type ReaderCookiesProps = {
  /** Of the account; null: what the browser asks for. */
  locale: Locale | null;
  timeZone: string | null;
};

/** Tells the server in which language and zone to write; the page is written again when it was another one. */
export function ReaderCookies({ locale, timeZone }: ReaderCookiesProps) {
  const router = useRouter();
  const shownLocale = useLocale();
  const shownZone = useTimeZone();
  const [isUtc] = useUtcSwitch();
  useEffect(() => {
    const zone = isUtc ? "UTC" : (timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone);
    setCookie(ZONE_COOKIE, zone);
    if (locale !== null) setCookie(LOCALE_COOKIE, locale);
    if (zone !== shownZone || (locale !== null && locale !== shownLocale)) router.refresh();
  }, [isUtc, timeZone, locale, shownZone, shownLocale, router]);
  return null;
}
