import { useTranslations } from "next-intl";

type PropertyLineProps = {
  name: string;
  type: string;
  required: boolean;
  place?: string | undefined;
  description: string | undefined;
};

export function PropertyLine({ name, type, required, place, description }: PropertyLineProps) {
  const t = useTranslations("developers");
  return (
    <div className="px-3 py-1.5">
      <p className="flex flex-wrap items-baseline gap-x-2 text-xs">
        <code className="font-mono font-semibold break-all">{name}</code>
        <code className="font-mono break-all text-ink-3">{type}</code>
        {place !== undefined && <span className="text-ink-3">{place}</span>}
        {required && <span className="text-warn">{t("required")}</span>}
      </p>
      {description !== undefined && <p className="text-xs text-pretty text-ink-2">{description}</p>}
    </div>
  );
}
