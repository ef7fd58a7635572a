"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";

type ErrorPanelProps = {
  title: string;
  message: string;
  onRetry: () => void;
  busy?: boolean;
  children?: ReactNode;
};

export function ErrorPanel({ title, message, onRetry, busy, children }: ErrorPanelProps) {
  const t = useTranslations("common");
  return (
    <div role="alert">
      <EmptyState
        icon={TriangleAlert}
        title={title}
        action={
          <Button onClick={onRetry} busy={busy ?? false}>
            <RotateCw aria-hidden className="size-4" />
            {t("retry")}
          </Button>
        }
      >
        {message}
        {children}
      </EmptyState>
    </div>
  );
}
