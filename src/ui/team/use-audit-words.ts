"use client";

import { useTranslations } from "next-intl";

/** "monitor.delete" → "Monitor deleted"; an action that nobody has put in words stands as it is. */
export function useAuditWords() {
  const t = useTranslations("audit");
  const noun = (name: string): string => {
    const key = `noun.${name}` as "noun.monitor";
    return t.has(key) ? t(key) : name;
  };
  const action = (name: string): string => {
    const [thing = "", verb = ""] = name.split(".");
    const key = `verb.${verb}` as "verb.create";
    return t.has(key) ? t("say", { noun: noun(thing), verb: t(key) }) : name;
  };
  return { noun, action };
}
