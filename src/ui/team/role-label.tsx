import { useTranslations } from "next-intl";
import type { Role } from "#contracts/role.ts";
import { classNames } from "#ui/primitives/class-names.ts";

export function RoleLabel({ role }: { role: Role }) {
  const t = useTranslations("team.role");
  return (
    <span
      className={classNames(
        "inline-flex h-6 items-center rounded-full px-2.5 text-xs font-medium",
        role === "owner" ? "bg-accent-soft text-accent-text" : "bg-idle-soft text-idle",
      )}
    >
      {t(role)}
    </span>
  );
}
