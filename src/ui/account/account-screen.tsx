"use client";

import { useTranslations } from "next-intl";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { AccountNav } from "./account-nav.tsx";
import { DataSection } from "./data-section.tsx";
import { DevicesSection } from "./devices-section.tsx";
import { PasskeysSection } from "./passkeys-section.tsx";
import { ProfileSection } from "./profile-section.tsx";
import { ReadingSection } from "./reading-section.tsx";
import { SignInSection } from "./sign-in-section.tsx";
import { TwoFactorSection } from "./two-factor-section.tsx";

export function AccountScreen() {
  const t = useTranslations("account");
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title={t("title")} note={t("note")} />
      <div className="mt-3 grid gap-x-8 gap-y-4 lg:mt-6 lg:grid-cols-[9.5rem_minmax(0,1fr)]">
        <AccountNav />
        <div className="flex min-w-0 flex-col gap-5">
          <ProfileSection />
          <ReadingSection />
          <SignInSection />
          <TwoFactorSection />
          <PasskeysSection />
          <DevicesSection />
          <DataSection />
        </div>
      </div>
    </div>
  );
}
