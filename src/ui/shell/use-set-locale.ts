"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { LOCALE_COOKIE, type Locale } from "#contracts/locale.ts";
import { setCookie } from "./set-cookie.ts";

/** Changes the language of the interface in this browser. */
export function useSetLocale(): (locale: Locale) => void {
  const router = useRouter();
  return useCallback(
    (locale: Locale) => {
      setCookie(LOCALE_COOKIE, locale);
      router.refresh();
    },
    [router],
  );
}
