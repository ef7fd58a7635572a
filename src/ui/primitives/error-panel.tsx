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
  /** h1 where it stands for the whole page. */
  heading?: "h1" | "h2";
  children?: ReactNode;
};

export function ErrorPanel({ title, message, onRetry, busy, heading, children }: ErrorPanelProps) {
  const t = useTranslations("common");
  return (
    <div role="alert">
      <EmptyState
        icon={TriangleAlert}
        title={title}
        {...(heading !== undefined && { heading })}
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
