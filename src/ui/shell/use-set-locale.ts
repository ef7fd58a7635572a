"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import type { Locale } from "#contracts/locale.ts";
import { LOCALE_COOKIE } from "#contracts/locales.ts";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { setCookie } from "./set-cookie.ts";

/** Changes the language of the interface, in the account and so in every browser of the person. */
export function useSetLocale(): (locale: Locale) => Promise<void> {
  const router = useRouter();
  const client = useTRPCClient();
  return useCallback(
    async (locale: Locale) => {
      try {
        await client.account.setReading.mutate({ locale });
      } catch (error) {
        toast.error(errorMessage(error));
        return;
      }
      setCookie(LOCALE_COOKIE, locale);
      router.refresh();
    },
    [router, client],
  );
}
