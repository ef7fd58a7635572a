import type { ReactNode } from "react";

export function PageHeader({
  title,
  note,
  children,
}: {
  title: string;
  note?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
      <div className="min-w-0 sm:flex-1 sm:basis-80">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {note !== undefined && <div className="mt-0.5 text-[0.8125rem] text-ink-3">{note}</div>}
      </div>
      <div className="flex items-center gap-2">{children}</div>
    </header>
  );
}
