"use client";

import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Format, makeFormat } from "./make-format.ts";
import { usePreferences } from "./preferences-context.tsx";

/** Formatters in the language, the zone (or the one given) and the clock of the reader; the server renders with the same ones. */
export function useFormat(zone?: string): Format {
  const locale = useLocale();
  const ownZone = useTimeZone() ?? "UTC";
  const timeZone = zone ?? ownZone;
  const { clock } = usePreferences();
  const t = useTranslations("format");
  return useMemo(
    () =>
      makeFormat(
        { locale, timeZone, clock },
        {
          second: t("second"),
          minute: t("minute"),
          hour: t("hour"),
          day: t("day"),
          justNow: t("justNow"),
          ago: (duration) => t("ago", { duration }),
        },
      ),
    [locale, timeZone, clock, t],
  );
}
