import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ThemeProvider } from "#ui/theme/theme-provider.tsx";
import { Toasts } from "#ui/theme/toasts.tsx";
import { TrpcProvider } from "#ui/trpc/trpc-provider.tsx";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    title: { default: "Uptick", template: "%s · Uptick" },
    description: t("description"),
    robots: { index: false, follow: false },
    icons: { icon: "/icon.svg", apple: "/icons/apple-touch-icon.png" },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8f8f9" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0b0e" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html
      lang={await getLocale()}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning
    >
      <body className="font-sans">
        <ThemeProvider nonce={(await headers()).get("x-nonce") ?? undefined}>
          <NextIntlClientProvider>
            <TrpcProvider>{children}</TrpcProvider>
            <Toasts />
          </NextIntlClientProvider>
        </ThemeProvider>
      </body>
    </html>
  );
}
