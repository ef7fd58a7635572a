"use client";

import { useTheme } from "next-themes";
import { Toaster } from "sonner";

export function Toasts() {
  const { resolvedTheme } = useTheme();
  return (
    <Toaster
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
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
