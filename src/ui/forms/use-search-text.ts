"use client";

import { useEffect, useState } from "react";

const SETTLE_MS = 200;

/**
 * What is typed runs ahead of the address that it is written to. A value that did not come from here ("Clear filters",
 * a link) replaces the text; one that did may be older than what is typed by now.
 */
export function useSearchText(value: string, onChange: (value: string) => void) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState<readonly string[]>([]);
  if (value !== seen) {
    const own = sent.indexOf(value);
    setSeen(value);
    setSent(own < 0 ? [] : sent.slice(own + 1));
    if (own < 0) setText(value);
  }

  useEffect(() => {
    const wanted = text.trim();
    if (wanted === value) return;
    const timer = setTimeout(() => {
      setSent((before) => [...before, wanted]);
      onChange(wanted);
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return [text, setText] as const;
}
