"use client";

import { useTranslations } from "next-intl";
import { Role } from "#contracts/role.ts";
import { AccountSection } from "#ui/account/account-section.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { RoleLabel } from "./role-label.tsx";

/** What the roles mean, in plain words, and which one is the reader's. */
export function RolesCard({ own, tags }: { own: Role; tags: readonly string[] }) {
  const t = useTranslations("team");
  return (
    <AccountSection id="role" title={t("general.role.title")} note={t("general.role.note")}>
      {Role.options.toReversed().map((role) => (
        <div
          key={role}
          className={classNames(
            "grid grid-cols-[6.5rem_minmax(0,1fr)] items-baseline gap-x-4 px-4 py-3 sm:px-5",
            role === own && "bg-sunken",
          )}
        >
          <p>
            <RoleLabel role={role} />
          </p>
          <p className="text-[0.8125rem] text-pretty text-ink-2">
            {role === own && (
              <strong className="mr-1.5 font-semibold text-ink">{t("general.role.yours")}:</strong>
            )}
            {t(`roleMeans.${role}`)}
            {role === own && tags.length > 0 && (
              <span className="mt-1 block">{t("general.role.tags", { tags: tags.join(", ") })}</span>
            )}
          </p>
        </div>
      ))}
    </AccountSection>
  );
}
