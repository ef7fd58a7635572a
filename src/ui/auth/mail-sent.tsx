import { MailCheck } from "lucide-react";
import type { ReactNode } from "react";

type MailSentProps = { title: string; note: ReactNode; children: ReactNode };

/** The same for everybody who asks: whether there is an account stays between Uptick and the mailbox. */
export function MailSent({ title, note, children }: MailSentProps) {
  return (
    <div role="status" className="flex flex-col items-center gap-3 text-center">
      <span aria-hidden className="flex size-11 items-center justify-center rounded-full bg-accent-soft">
        <MailCheck className="size-5 text-accent-text" />
      </span>
      <div>
        <h2 className="text-base font-semibold">{title}</h2>
        <p className="mt-1 text-sm break-words text-pretty text-ink-2">{note}</p>
      </div>
      {children}
    </div>
  );
}
