import type { ReactNode } from "react";
import { LogoMark } from "#ui/shell/logo.tsx";

type AuthFrameProps = { title: string; note: ReactNode; children: ReactNode };

export function AuthFrame({ title, note, children }: AuthFrameProps) {
  return (
    <div className="w-full max-w-sm">
      <div className="mb-6 flex flex-col items-center text-center">
        <LogoMark className="mb-4 size-10" />
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        <p className="mt-1 text-sm text-pretty text-ink-2">{note}</p>
      </div>
      <div className="rounded-xl border bg-surface p-6 shadow-card">{children}</div>
    </div>
  );
}
