import type { Locale } from "#contracts/locale.ts";
import type { BadgeKind } from "#contracts/status-badge.ts";
import type { ComponentState } from "#contracts/status-post.ts";

type BadgeWords = {
  state: Readonly<Record<ComponentState, string>>;
  kind: Readonly<Record<Exclude<BadgeKind, "status">, string>>;
  unknown: string;
  notCurrent: string;
  expired: string;
  days: (count: number) => string;
};

export const BADGE_WORDS: Readonly<Record<Locale, BadgeWords>> = {
  en: {
    state: {
      operational: "operational",
      unknown: "unknown",
      maintenance: "maintenance",
      degraded: "degraded",
      partial_outage: "partial outage",
      major_outage: "major outage",
    },
    kind: { uptime: "uptime", p95: "response p95", certificate: "certificate" },
    unknown: "unknown",
    notCurrent: "not current",
    expired: "expired",
    days: (count) => `${count} d`,
  },
  de: {
    state: {
      operational: "in Betrieb",
      unknown: "unbekannt",
      maintenance: "Wartung",
      degraded: "beeinträchtigt",
      partial_outage: "teilweise gestört",
      major_outage: "ausgefallen",
    },
    kind: { uptime: "Verfügbarkeit", p95: "Antwortzeit p95", certificate: "Zertifikat" },
    unknown: "unbekannt",
    notCurrent: "nicht aktuell",
    expired: "abgelaufen",
    days: (count) => `${count} T`,
  },
  hi: {
    state: {
      operational: "चालू",
      unknown: "अज्ञात",
      maintenance: "रखरखाव",
      degraded: "धीमा",
      partial_outage: "आंशिक रुकावट",
      major_outage: "बड़ी रुकावट",
    },
    kind: { uptime: "अपटाइम", p95: "प्रतिक्रिया p95", certificate: "प्रमाणपत्र" },
    unknown: "अज्ञात",
    notCurrent: "पुराना",
    expired: "समाप्त",
    days: (count) => `${count} दिन`,
  },
};
