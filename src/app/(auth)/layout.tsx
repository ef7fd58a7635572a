import type { ReactNode } from "react";
import { ReaderCookies } from "#ui/shell/reader-cookies.tsx";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main id="content" className="flex min-h-dvh items-center justify-center px-4 py-12">
      <ReaderCookies locale={null} timeZone={null} />
      {children}
    </main>
  );
}
