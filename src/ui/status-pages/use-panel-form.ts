"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Read } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { useUnsavedGuard } from "#ui/forms/use-unsaved-guard.ts";
import { toast } from "#ui/theme/toast.ts";
import { useRefreshPages } from "./use-page-command.ts";

type PanelForm<Values, Input> = {
  initial: Values;
  read: (values: Values) => Read<Input>;
  save: (input: Input) => Promise<unknown>;
};

/** A form of a tab: saved explicitly, guarded until then, and everything that shows the page is fresh afterwards. */
export function usePanelForm<Values extends object, Input>({
  initial,
  read,
  save,
}: PanelForm<Values, Input>) {
  const t = useTranslations("common.form");
  const refresh = useRefreshPages();
  const [dirty, setDirty] = useState(false);
  useUnsavedGuard(dirty);
  const form = useContractForm({
    initial,
    read,
    save: async (input: Input) => {
      await save(input);
      setDirty(false);
      toast.success(t("saved"));
      await refresh();
    },
    onDirty: setDirty,
  });
  return { ...form, dirty };
}
