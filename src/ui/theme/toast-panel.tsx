"use client";

import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useEffect } from "react";
import { Toaster, toast } from "sonner";
import { toastDesk } from "./toast.ts";

/** Its effect runs after that of Toaster, which hears nothing before. */
export function ToastPanel() {
  useEffect(() => toastDesk.open(toast), []);
  const t = useTranslations("common");
  const { resolvedTheme } = useTheme();
  return (
    <Toaster
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      containerAriaLabel={t("notifications")}
      toastOptions={{
        classNames: {
          toast: "!bg-surface !border-line-strong !text-ink !shadow-raised !rounded-lg !font-sans",
          description: "!text-ink-2",
          success: "[&_[data-icon]]:text-up",
          error: "[&_[data-icon]]:text-down",
        },
      }}
    />
  );
}
