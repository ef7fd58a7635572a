"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { useHasProblem } from "../check-fields-context.ts";

/** Closed parts of a form under each other. */
export function Sections({ children }: { children: ReactNode }) {
  return <div className="divide-y rounded-lg border empty:hidden">{children}</div>;
}

type SectionProps = {
  title: string;
  /** What is set in it, while it is closed; null and empty parts are left out. */
  summary: readonly (string | null)[];
  /** Of the fields within: a problem opens it. */
  fields: readonly string[];
  isOpen?: boolean;
  children: ReactNode;
};

export function Section({ title, summary, fields, isOpen = false, children }: SectionProps) {
  const wrong = useHasProblem(fields);
  const [open, setOpen] = useState(isOpen);
  const shown = open || wrong;
  const id = useId();
  const parts = summary.filter((part) => part !== null && part !== "");
  return (
    <div className="group/section">
      <button
        type="button"
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => setOpen(!shown)}
        className="flex min-h-11 w-full items-center gap-2 px-3.5 py-2 text-left text-[0.8125rem] font-medium -outline-offset-2 group-first/section:rounded-t-lg group-last/section:rounded-b-lg hover:bg-hover"
      >
        <ChevronRight
          aria-hidden
          className={`size-4 shrink-0 text-ink-3 transition-transform ${shown ? "rotate-90" : ""}`}
        />
        <span className="shrink-0">{title}</span>
        {!shown && parts.length > 0 && (
          <span className="ml-auto min-w-0 truncate pl-3 text-xs font-normal text-ink-3">
            {parts.join(" · ")}
          </span>
        )}
      </button>
      <div id={id} hidden={!shown} className="flex flex-col gap-5 border-t px-3.5 pt-3.5 pb-4">
        {shown && children}
      </div>
    </div>
  );
}

/** Two beside each other where there is room. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className="grid items-start gap-5 sm:grid-cols-2">{children}</div>;
}
