"use client";

import { ThemeProvider as NextThemes } from "next-themes";
import { Tooltip } from "radix-ui";
import type { ReactNode } from "react";

export function ThemeProvider({ children }: { children: ReactNode }) {
  return (
    <NextThemes attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <Tooltip.Provider delayDuration={250}>{children}</Tooltip.Provider>
    </NextThemes>
  );
}
