"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";

type OrderButtonsProps = {
  /** Such as "step 2". */
  what: string;
  index: number;
  count: number;
  onMove: (from: number, to: number) => void;
  onRemove: () => void;
  /** One has to stay. */
  keepsLast?: boolean;
};

/** Up, down and away, for a list whose order means something. */
export function OrderButtons({ what, index, count, onMove, onRemove, keepsLast = false }: OrderButtonsProps) {
  const t = useTranslations("common.order");
  return (
    <span className="flex">
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("up", { what })}
        disabled={index === 0}
        onClick={() => onMove(index, index - 1)}
      >
        <ArrowUp aria-hidden className="size-4" />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("down", { what })}
        disabled={index === count - 1}
        onClick={() => onMove(index, index + 1)}
      >
        <ArrowDown aria-hidden className="size-4" />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("remove", { what })}
        disabled={keepsLast && count === 1}
        onClick={onRemove}
      >
        <Trash2 aria-hidden className="size-4" />
      </Button>
    </span>
  );
}
