import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";

export function Card({ className, ...props }: ComponentProps<"section">) {
  return (
    <section
      {...props}
      className={classNames("min-w-0 rounded-xl border bg-surface shadow-card", className)}
    />
  );
}

type CardHeaderProps = { title: string; note?: ReactNode; children?: ReactNode };

export function CardHeader({ title, note, children }: CardHeaderProps) {
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b px-4 py-3">
      <div className="min-w-0">
        <h2 className="text-sm font-semibold">{title}</h2>
        {note !== undefined && <p className="text-xs text-ink-3">{note}</p>}
      </div>
      {children}
    </header>
  );
}
