import type { Locale } from "#contracts/locale.ts";
import type { ComponentState } from "#contracts/status-post.ts";

type EmbedWords = {
  headline: Readonly<Record<ComponentState, string>>;
  asOf: string;
  open: string;
  newTab: string;
  components: string;
};

export const EMBED_WORDS: Readonly<Record<Locale, EmbedWords>> = {
  en: {
    headline: {
      operational: "All systems operational",
      unknown: "State unknown",
      maintenance: "Maintenance under way",
      degraded: "Some systems are slow",
      partial_outage: "Partial outage",
      major_outage: "Major outage",
    },
    asOf: "as of",
    open: "Status page",
    newTab: "opens a new tab",
    components: "Components",
  },
  de: {
    headline: {
      operational: "Alles in Betrieb",
      unknown: "Zustand unbekannt",
      maintenance: "Wartung im Gange",
      degraded: "Einiges ist beeinträchtigt",
      partial_outage: "Teilweise gestört",
      major_outage: "Schwere Störung",
    },
    asOf: "Stand",
    open: "Statusseite",
    newTab: "öffnet einen neuen Tab",
    components: "Komponenten",
  },
  hi: {
    headline: {
      operational: "सब कुछ चालू है",
      unknown: "स्थिति अज्ञात है",
      maintenance: "रखरखाव चल रहा है",
      degraded: "कुछ सेवाएँ धीमी हैं",
      partial_outage: "आंशिक रुकावट",
      major_outage: "बड़ी रुकावट",
    },
    asOf: "समय",
    open: "स्थिति पृष्ठ",
    newTab: "नया टैब खुलता है",
    components: "घटक",
  },
};
