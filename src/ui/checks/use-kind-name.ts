import { useTranslations } from "next-intl";
import { isCheckKind } from "./kind-groups.ts";

/** A function, because a list asks for many. */
export function useKindName(): (kind: string) => string {
  const t = useTranslations("checks.kind");
  return (kind) => (isCheckKind(kind) ? t(`${kind}.name`) : kind);
}
