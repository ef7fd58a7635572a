"use client";

import { BellRing, Ellipsis, Hash, type LucideIcon, Mail, MessageCircle, Send, Webhook } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ChannelKind } from "#contracts/channel.ts";

const QUICK_KINDS = ["web-push", "email", "slack", "discord", "telegram", "webhook"] as const;

const ICONS: Record<(typeof QUICK_KINDS)[number], LucideIcon> = {
  "web-push": BellRing,
  email: Mail,
  slack: Hash,
  discord: MessageCircle,
  telegram: Send,
  webhook: Webhook,
};

type KindButtonsProps = { onPick: (kind: ChannelKind) => void; onMore: () => void };

/** The kinds that most people have at hand; the others are one step further. */
export function KindButtons({ onPick, onMore }: KindButtonsProps) {
  const t = useTranslations("onboarding.tell");
  return (
    <ul className="grid grid-cols-2 gap-2 sm:grid-cols-4">
      {QUICK_KINDS.map((kind) => (
        <li key={kind}>
          <KindButton icon={ICONS[kind]} onClick={() => onPick(kind)}>
            {t(`kind.${kind}`)}
          </KindButton>
        </li>
      ))}
      <li className="col-span-2">
        <KindButton icon={Ellipsis} onClick={onMore}>
          {t("more")}
        </KindButton>
      </li>
    </ul>
  );
}

type KindButtonProps = { icon: LucideIcon; onClick: () => void; children: ReactNode };

function KindButton({ icon: Icon, onClick, children }: KindButtonProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex min-h-11 w-full items-center gap-2 rounded-lg border border-line-strong bg-surface px-3 py-2 text-left text-[0.8125rem] font-medium shadow-card transition-colors hover:bg-hover"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
      {children}
    </button>
  );
}
