"use client";

import { ThemeProvider as NextThemes } from "next-themes";
import type { ReactNode } from "react";

type ThemeProviderProps = {
  /** Lets the script run that sets the theme before anything is painted. */
  nonce: string | undefined;
  children: ReactNode;
};

export function ThemeProvider({ nonce, children }: ThemeProviderProps) {
  return (
    <NextThemes
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(nonce !== undefined && { nonce })}
    >
      {children}
    </NextThemes>
  );
}
