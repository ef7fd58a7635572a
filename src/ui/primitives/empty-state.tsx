import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type EmptyStateProps = {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
  /** h1 where the state is the whole page. */
  heading?: "h1" | "h2" | "h3";
};

export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  heading: Heading = "h2",
}: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <span className="mb-3 flex size-10 items-center justify-center rounded-lg border bg-sunken">
        <Icon aria-hidden className="size-5 text-ink-3" />
      </span>
      <Heading className="text-sm font-semibold">{title}</Heading>
      <div className="mt-1 max-w-md text-sm text-balance text-ink-2">{children}</div>
      {action !== undefined && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
