import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

const CONTROL =
  "w-full rounded-md border border-line-strong bg-surface text-ink placeholder:text-ink-3 aria-invalid:border-down focus-visible:outline-offset-0 disabled:opacity-60";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input {...props} className={classNames(CONTROL, "h-9 px-3 max-sm:text-base", className)} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea {...props} className={classNames(CONTROL, "min-h-24 px-3 py-2 max-sm:text-base", className)} />
  );
}
