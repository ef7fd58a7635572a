"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Controller, type UseFormReturn } from "react-hook-form";
import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import type { ChannelValues } from "./channel-values.ts";

/** Only those may choose it who run this Uptick; others do not see it. */
export function TellsOwnersField({ form }: { form: UseFormReturn<ChannelValues> }) {
  const t = useTranslations("channels.owners");
  const trpc = useTRPC();
  const { data } = useQuery(trpc.session.me.queryOptions());
  const role = data?.workspace?.role;
  if (role !== "admin" && role !== "owner") return null;
  return (
    <Controller
      control={form.control}
      name="tellsOwners"
      render={({ field, fieldState }) => (
        <SwitchRow
          label={t("label")}
          note={t("note")}
          checked={field.value}
          onChange={field.onChange}
          error={fieldState.error?.message}
        />
      )}
    />
  );
}
