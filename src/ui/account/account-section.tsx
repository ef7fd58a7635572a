import type { ReactNode } from "react";
import { Card } from "#ui/primitives/card.tsx";
import { classNames } from "#ui/primitives/class-names.ts";

type AccountSectionProps = {
  /** The fragment of the page's address. */
  id: string;
  title: string;
  note: ReactNode;
  action?: ReactNode;
  children: ReactNode;
};

/** One subject of the account page: its rows are divided by lines. */
export function AccountSection({ id, title, note, action, children }: AccountSectionProps) {
  return (
    <Card id={id} aria-labelledby={`${id}-title`} className="scroll-mt-20">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-b px-4 py-4 sm:px-5">
        <div className="min-w-0 flex-1 basis-44">
          <h2 id={`${id}-title`} className="text-[0.9375rem] font-semibold">
            {title}
          </h2>
          <p className="mt-0.5 text-[0.8125rem] text-pretty text-ink-3">{note}</p>
        </div>
        {action}
      </header>
      <div className="divide-y">{children}</div>
    </Card>
  );
}

type AccountRowProps = {
  title: ReactNode;
  note?: ReactNode;
  icon?: ReactNode;
  /** What can be done is small: it stays beside the words on a phone, too. */
  inline?: boolean;
  children?: ReactNode;
};

/** What it is at the left, what can be done about it at the right; below each other where there is no room. */
export function AccountRow({ title, note, icon, inline = false, children }: AccountRowProps) {
  return (
    <div
      className={classNames(
        "flex items-center gap-x-4 gap-y-2.5 px-4 py-3.5 sm:px-5",
        !inline && "flex-wrap",
      )}
    >
      {icon}
      <div className={classNames("min-w-0 flex-1", !inline && "basis-48")}>
        <p className="text-sm font-medium break-words">{title}</p>
        {note !== undefined && <div className="mt-0.5 text-xs text-pretty text-ink-3">{note}</div>}
      </div>
      {children}
    </div>
  );
}

export function RowIcon({ children }: { children: ReactNode }) {
  return (
    <span
      aria-hidden
      className="flex size-9 shrink-0 items-center justify-center rounded-lg border bg-sunken text-ink-2"
    >
      {children}
    </span>
  );
}
