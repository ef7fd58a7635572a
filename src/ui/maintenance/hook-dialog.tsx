"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";

type HookDialogProps = { hookUrl: string; onClose: () => void };

/** The address for deploys. Uptick keeps only a digest of it, so this is the one time to copy it. */
export function HookDialog({ hookUrl, onClose }: HookDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Copy the commands now"
      description="The address has a secret in it and is not shown again. You can renew it later."
    >
      <div className="flex flex-col gap-5 overflow-y-auto p-5">
        <Command label="Before the deploy" text={`curl -fsS -X POST "${hookUrl}/start?minutes=15"`} />
        <Command label="After the deploy" text={`curl -fsS -X POST "${hookUrl}/stop"`} />
        <p className="text-xs text-ink-3">
          A second start extends it. If nobody stops it, it ends by itself. Monitors that are down at the end
          are told of then.
        </p>
      </div>
      <footer className="flex justify-end border-t px-5 py-3.5">
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </footer>
    </Dialog>
  );
}

function Command({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  const Icon = copied ? Check : Copy;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-[0.8125rem] font-medium">{label}</h3>
        <Button size="sm" onClick={() => void copy()}>
          <Icon aria-hidden className="size-3.5" />
          {copied ? "Copied" : "Copy"}
          <span className="sr-only">: {label}</span>
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box must be reachable by keyboard */}
      <pre tabIndex={0} className="overflow-x-auto rounded-md border bg-sunken px-3 py-2 font-mono text-xs">
        {text}
      </pre>
    </div>
  );
}
