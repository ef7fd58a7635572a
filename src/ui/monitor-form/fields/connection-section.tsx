"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useCheckField } from "../check-fields-context.ts";
import { IpFamilyField } from "./common-fields.tsx";
import { Section } from "./section.tsx";

type ConnectionSectionProps = {
  summary?: readonly (string | null)[];
  fields?: readonly string[];
  children?: ReactNode;
};

export function ConnectionSection({ summary = [], fields = [], children }: ConnectionSectionProps) {
  const t = useTranslations("checks.field");
  const { text } = useCheckField("ipFamily");
  const family = text === "v4" || text === "v6" ? t(`family.${text}`) : null;
  return (
    <Section title={t("connection")} summary={[family, ...summary]} fields={["ipFamily", ...fields]}>
      <IpFamilyField />
      {children}
    </Section>
  );
}
