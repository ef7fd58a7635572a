"use client";

import { use, useEffect, useRef } from "react";
import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import { Sections } from "./fields/section.tsx";
import { loadKindForm } from "./kinds/load-kind-form.ts";

type KindTargetProps = { kind: CheckKind /** Its first field, once it is there. */; takesFocus: boolean };

/** Suspends until the code of the kind has come. */
export function KindTarget({ kind, takesFocus }: KindTargetProps) {
  const { Target } = use(loadKindForm(kind));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) box.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, [takesFocus]);
  return (
    <div ref={box} className="flex min-w-0 flex-col gap-5">
      <Target />
    </div>
  );
}

export function KindOptions({ kind }: { kind: CheckKind }) {
  const { Options } = use(loadKindForm(kind));
  return (
    <Sections>
      <Options />
    </Sections>
  );
}
