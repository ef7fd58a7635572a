"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";

type ErrorPanelProps = { title: string; message: string; onRetry: () => void; busy?: boolean };

export function ErrorPanel({ title, message, onRetry, busy }: ErrorPanelProps) {
  return (
    <div role="alert">
      <EmptyState
        icon={TriangleAlert}
        title={title}
        action={
          <Button onClick={onRetry} busy={busy ?? false}>
            <RotateCw aria-hidden className="size-4" />
            Try again
          </Button>
        }
      >
        {message}
      </EmptyState>
    </div>
  );
}
