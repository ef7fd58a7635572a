import type { ReactNode } from "react";

/** Also to what is no page of the app. */
export function LinkTo({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="text-accent-text underline underline-offset-2">
      {children}
    </a>
  );
}
