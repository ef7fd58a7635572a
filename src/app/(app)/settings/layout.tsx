import type { ReactNode } from "react";
import { findIdentity } from "#app/server-query.ts";
import { SettingsTabs } from "#ui/team/settings-tabs.tsx";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const role = (await findIdentity())?.workspace?.role;
  return (
    <div className="flex flex-col gap-5">
      <SettingsTabs role={role ?? "viewer"} />
      {children}
    </div>
  );
}
