"use client";

import { useTranslations } from "next-intl";
import { EXAMPLES } from "../examples.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { HostPortFields } from "../fields/common-fields.tsx";
import { ConnectionSection } from "../fields/connection-section.tsx";
import type { KindForm } from "./kind-form.ts";

function Target() {
  const t = useTranslations("checks.ssh");
  return <HostPortFields placeholder={EXAMPLES.ssh} hint={t("hint")} />;
}

function Options() {
  return (
    <>
      <AssertionsSection kind="ssh" />
      <ConnectionSection />
    </>
  );
}

export const sshForm: KindForm = { Target, Options };
