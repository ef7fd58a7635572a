import { useTranslations } from "next-intl";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function SettingsLoading() {
  const t = useTranslations("team");
  return (
    <div className="flex max-w-4xl flex-col gap-5" role="status" aria-label={t("loading")}>
      <Skeleton className="h-12 w-72" />
      <Skeleton className="h-52" />
      <Skeleton className="h-64" />
    </div>
  );
}
