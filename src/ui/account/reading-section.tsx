"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId } from "react";
import type { Reading } from "#contracts/account.ts";
import type { Locale } from "#contracts/locale.ts";
import { LOCALE_COOKIE, LOCALES } from "#contracts/locales.ts";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { Switch } from "#ui/primitives/switch.tsx";
import { removeCookie } from "#ui/shell/set-cookie.ts";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { AccountRow, AccountSection } from "./account-section.tsx";
import { ZoneRow } from "./zone-row.tsx";

/** Each by its own name: whoever looks for it may not read the present one. */
const LANGUAGES: Readonly<Record<Locale, string>> = { en: "English", de: "Deutsch", hi: "हिन्दी" };

/** Every choice is saved at once and shows at once. */
export function ReadingSection() {
  const t = useTranslations("account.reading");
  const { reading, save } = useReading();
  const { preferences, locale, timeZone } = reading;
  const shortcutsId = useId();
  const digestId = useId();
  return (
    <AccountSection id="reading" title={t("title")} note={t("note")}>
      <AccountRow title={t("language")} note={t("languageNote")}>
        <Select
          aria-label={t("language")}
          value={locale ?? "auto"}
          onChange={(next) => void save({ locale: LOCALES.find((locale) => locale === next) ?? null })}
          options={[
            { value: "auto", label: t("ofBrowser") },
            ...LOCALES.map((value) => ({ value, label: LANGUAGES[value] })),
          ]}
          className="sm:w-56"
        />
      </AccountRow>
      <ZoneRow timeZone={timeZone} onChange={(next) => save({ timeZone: next })} />
      <AccountRow title={t("clock")} note={t("clockNote")}>
        <Segmented
          label={t("clock")}
          value={preferences.clock}
          onChange={(clock) => void save({ preferences: { clock } })}
          options={(["auto", "12", "24"] as const).map((value) => ({ value, label: t(`clocks.${value}`) }))}
        />
      </AccountRow>
      <AccountRow title={t("moments")} note={t("momentsNote")}>
        <Segmented
          label={t("moments")}
          value={preferences.moments}
          onChange={(moments) => void save({ preferences: { moments } })}
          options={(["relative", "absolute"] as const).map((value) => ({
            value,
            label: t(`moment.${value}`),
          }))}
        />
      </AccountRow>
      <AccountRow
        inline
        title={<label htmlFor={shortcutsId}>{t("shortcuts")}</label>}
        note={t.rich("shortcutsNote", { key: (text) => <kbd className="font-mono">{text}</kbd> })}
      >
        <Switch
          id={shortcutsId}
          checked={preferences.shortcuts}
          onChange={(shortcuts) => void save({ preferences: { shortcuts } })}
        />
      </AccountRow>
      <AccountRow inline title={<label htmlFor={digestId}>{t("digest")}</label>} note={t("digestNote")}>
        <Switch
          id={digestId}
          checked={preferences.digest}
          onChange={(digest) => void save({ preferences: { digest } })}
        />
      </AccountRow>
    </AccountSection>
  );
}

function useReading() {
  const t = useTranslations("account.reading");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const router = useRouter();
  const options = trpc.session.reader.queryOptions();
  const { data } = useSuspenseQuery(options);

  const save = async (change: Partial<Reading>): Promise<void> => {
    const before = queryClient.getQueryData(options.queryKey);
    const { preferences, ...rest } = change;
    queryClient.setQueryData(
      options.queryKey,
      (shown) =>
        shown && { ...shown, ...rest, preferences: { ...shown.preferences, ...defined(preferences) } },
    );
    try {
      await client.account.setReading.mutate(change);
      if (change.locale === null) removeCookie(LOCALE_COOKIE);
      // The layout knows the language, the zone and the preferences: it is written again with the new ones.
      router.refresh();
    } catch (error) {
      queryClient.setQueryData(options.queryKey, before);
      toast.error(t("notSaved"), { description: errorMessage(error) });
    }
  };
  return { reading: data, save };
}

function defined(preferences: Reading["preferences"] | undefined) {
  const chosen = Object.entries(preferences ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(chosen);
}
