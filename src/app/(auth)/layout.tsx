import type { ReactNode } from "react";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main id="content" className="flex min-h-dvh items-center justify-center px-4 py-12">
      {children}
    </main>
  );
}
