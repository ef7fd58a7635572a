"use client";

import { useRef, useState } from "react";
import type { MonitorInput } from "#contracts/check.ts";
import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import type { RegionView } from "#contracts/view.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { changeKind, withPaste } from "./change-kind.ts";
import { withValue } from "./check-fields-context.ts";
import type { DraftValue } from "./draft.ts";
import type { CheckDraft, FormValues } from "./form-values.ts";
import { resolveMonitorForm, testProblems } from "./resolve-monitor-form.ts";
import type { Pasted } from "./smart-paste.ts";
import { suggestName } from "./suggest-name.ts";
import { applyTemplate, type Template } from "./templates.ts";

type MonitorFormOptions = {
  initial: FormValues;
  regions: readonly RegionView[];
  /** The kind stays, and so does the name. */
  isEdit: boolean;
  /** The name follows the address until somebody types one. */
  suggestsName: boolean;
  save: (input: MonitorInput) => Promise<void>;
  onDirty: (dirty: boolean) => void;
};

/** The values of the form, what is wrong with them, and every way in which they change. */
export function useMonitorForm(options: MonitorFormOptions) {
  const { initial, regions, isEdit, suggestsName, save, onDirty } = options;
  const form = useContractForm({ initial, read: resolveMonitorForm, save, onDirty });
  const [template, setTemplate] = useState<Template>("website");
  const [pasted, setPasted] = useState<Pasted | null>(null);
  const [tested, setTested] = useState(false);
  const ownName = useRef(!suggestsName);
  // Two fields may change in one event, before the next rendering.
  const latest = useRef(form.values);
  latest.current = form.values;

  const put = (next: FormValues) => {
    const name = ownName.current ? next.name : suggestName(next.check);
    latest.current = { ...next, name };
    form.set(latest.current);
  };
  const changeField = (path: readonly string[], value: DraftValue) =>
    put({ ...latest.current, check: withValue(latest.current.check, path, value) as CheckDraft });

  const take = (next: Pasted): boolean => {
    const { kind } = latest.current.check;
    if (isEdit && next.kind !== kind) return false;
    if (next.kind === kind && "url" in next.fields && !next.hadCredentials) return false;
    put(withPaste(latest.current, next, regions));
    setPasted(next);
    return true;
  };
  const chooseKind = (kind: CheckKind) => {
    put(changeKind(latest.current, kind, regions));
    setPasted(null);
    setTested(false);
  };
  const chooseTemplate = (next: Template) => {
    setTemplate(next);
    put(applyTemplate(next, latest.current));
    setTested(false);
  };
  const setName = (name: string) => {
    ownName.current = true;
    form.set({ name });
  };
  const read = resolveMonitorForm(form.values);
  const untestable = read.kind === "problems" ? testProblems(read.problems) : {};
  return {
    ...form,
    problems: { ...(tested ? untestable : {}), ...form.problems },
    template,
    pasted,
    changeField,
    take,
    chooseKind,
    chooseTemplate,
    setName,
    /** Whether a test may be sent; otherwise what is missing shows. */
    tryTest: () => {
      const isReady = Object.keys(untestable).length === 0;
      setTested(!isReady);
      return isReady;
    },
  };
}
