import type { ReactNode } from "react";
import { AlertsTabs } from "#ui/alerts/alerts-tabs.tsx";

export default function AlertsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-col gap-5">
      <AlertsTabs />
      {children}
    </div>
  );
}
