"use client";

import { useEffect, useState } from "react";
import { HookDialog } from "#ui/maintenance/hook-dialog.tsx";
import { MaintenanceDialog } from "#ui/maintenance/maintenance-dialog.tsx";

type NewMaintenanceProps = { onOpenChange: (open: boolean) => void };

/** The form from anywhere; the address for deploys, which it says once, stays until it is closed. */
export function NewMaintenance({ onOpenChange }: NewMaintenanceProps) {
  const [editing, setEditing] = useState(true);
  const [hookUrl, setHookUrl] = useState<string | null>(null);
  const isOver = !editing && hookUrl === null;
  useEffect(() => {
    if (isOver) onOpenChange(false);
  }, [isOver, onOpenChange]);
  if (hookUrl !== null) return <HookDialog hookUrl={hookUrl} onClose={() => onOpenChange(false)} />;
  return <MaintenanceDialog open={editing} onOpenChange={setEditing} onHook={setHookUrl} />;
}
