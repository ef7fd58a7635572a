import { CircleCheck, CircleMinus, CircleX, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RegionStanding } from "#contracts/view.ts";

const STANDINGS: Record<RegionStanding, Omit<HealthProps, "word">> = {
  reporting: { icon: CircleCheck, tone: "text-up" },
  cut_off: { icon: TriangleAlert, tone: "text-warn" },
  sick: { icon: TriangleAlert, tone: "text-warn" },
  silent: { icon: CircleX, tone: "text-down" },
  never_seen: { icon: CircleX, tone: "text-down" },
};

/** How a region feels, as an icon and a word. */
export function RegionHealth({ region }: { region: { enabled: boolean; standing: RegionStanding } }) {
  const t = useTranslations("regions.standing");
  if (!region.enabled) return <Health icon={CircleMinus} tone="text-idle" word={t("off")} />;
  return <Health {...STANDINGS[region.standing]} word={t(region.standing)} />;
}

type HealthProps = { icon: typeof CircleX; tone: string; word: string };

function Health({ icon: Icon, tone, word }: HealthProps) {
  return (
    <span className={`inline-flex shrink-0 items-center gap-1.5 text-xs font-semibold ${tone}`}>
      <Icon aria-hidden className="size-4" strokeWidth={2.25} />
      {word}
    </span>
  );
}
