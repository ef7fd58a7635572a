"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import type { ReferenceEndpoint } from "#contracts/rest/api-reference.ts";
import { classNames } from "#ui/primitives/class-names.ts";
import { EndpointDetails } from "./endpoint-details.tsx";
import { useAnchor } from "./use-anchor.ts";

const LOOK: Record<string, string> = {
  GET: "bg-up-soft text-up",
  POST: "bg-accent-soft text-accent-text",
  PUT: "bg-warn-soft text-warn",
  PATCH: "bg-warn-soft text-warn",
  DELETE: "bg-down-soft text-down",
};

/** One line, and all about the endpoint once it is opened, or led to by an address. */
export function EndpointItem({ endpoint }: { endpoint: ReferenceEndpoint }) {
  const t = useTranslations("developers");
  const { id, method, path, summary } = endpoint;
  const isAskedFor = useAnchor() === id;
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? isAskedFor;
  const item = useRef<HTMLLIElement>(null);
  const panel = useId();
  useEffect(() => {
    if (isAskedFor) item.current?.scrollIntoView({ block: "start" });
  }, [isAskedFor]);
  return (
    <li ref={item} id={id} className="scroll-mt-16">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={panel}
          onClick={() => setChosen(!open)}
          className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-left text-sm hover:bg-hover"
        >
          <ChevronRight
            aria-hidden
            className={classNames("size-4 shrink-0 text-ink-3", open && "rotate-90")}
          />
          <span
            className={classNames(
              "w-16 shrink-0 rounded px-1.5 py-0.5 text-center font-mono text-xs font-semibold",
              LOOK[method],
            )}
          >
            {method}
          </span>
          <code className="min-w-0 font-mono text-[0.8125rem] break-all">{path}</code>
          <span className="basis-full text-ink-3 sm:ml-auto sm:basis-auto">{summary}</span>
        </button>
      </h3>
      <section id={panel} hidden={!open} aria-label={t("about", { summary })}>
        {open && <EndpointDetails endpoint={endpoint} />}
      </section>
    </li>
  );
}
