import type { Locale } from "#contracts/locale.ts";
import type { ComponentState, PostKind, PostState } from "#contracts/status-post.ts";

export type UpdateWords = {
  kinds: Record<PostKind, string>;
  states: Record<PostState, string>;
  components: Record<ComponentState, string>;
  affected: string;
  from: string;
  until: string;
  open: string;
  manage: string;
  unsubscribe: string;
  /** `page` is put in. */
  why: (page: string) => string;
  hidden: string;
  /** What a feed is about. */
  feed: (page: string) => string;
  ends: { certificate: (name: string) => string; domain: (name: string) => string };
};

/** What subscribers and readers of feeds are told, beside the words of a post. */
export const UPDATE_WORDS: Record<Locale, UpdateWords> = {
  en: {
    kinds: { incident: "Incident", maintenance: "Maintenance", announcement: "Announcement" },
    states: {
      investigating: "Investigating",
      identified: "Identified",
      monitoring: "Monitoring",
      resolved: "Resolved",
      scheduled: "Scheduled",
      in_progress: "In progress",
      completed: "Completed",
      cancelled: "Cancelled",
      active: "Announced",
      ended: "Ended",
    },
    components: {
      operational: "Operational",
      unknown: "Unknown",
      maintenance: "Maintenance",
      degraded: "Degraded",
      partial_outage: "Partial outage",
      major_outage: "Major outage",
    },
    affected: "Affected",
    from: "From",
    until: "Until",
    open: "Read on the status page",
    manage: "Change what you are told",
    unsubscribe: "Unsubscribe",
    why: (page) => `You receive this because you subscribed to ${page}.`,
    hidden: "This page is not public: its words are only there.",
    feed: (page) => `Incidents, maintenance and announcements of ${page}`,
    ends: {
      certificate: (name) => `Certificate of ${name} ends`,
      domain: (name) => `Domain registration of ${name} ends`,
    },
  },
  de: {
    kinds: { incident: "Störung", maintenance: "Wartung", announcement: "Ankündigung" },
    states: {
      investigating: "Wird untersucht",
      identified: "Ursache gefunden",
      monitoring: "Wird beobachtet",
      resolved: "Behoben",
      scheduled: "Geplant",
      in_progress: "Läuft",
      completed: "Abgeschlossen",
      cancelled: "Abgesagt",
      active: "Angekündigt",
      ended: "Beendet",
    },
    components: {
      operational: "In Betrieb",
      unknown: "Unbekannt",
      maintenance: "Wartung",
      degraded: "Eingeschränkt",
      partial_outage: "Teilausfall",
      major_outage: "Ausfall",
    },
    affected: "Betroffen",
    from: "Von",
    until: "Bis",
    open: "Auf der Statusseite lesen",
    manage: "Abonnement ändern",
    unsubscribe: "Abbestellen",
    why: (page) => `Sie erhalten diese Nachricht, weil Sie ${page} abonniert haben.`,
    hidden: "Diese Seite ist nicht öffentlich: Der Text steht nur dort.",
    feed: (page) => `Störungen, Wartungen und Ankündigungen von ${page}`,
    ends: {
      certificate: (name) => `Zertifikat von ${name} läuft ab`,
      domain: (name) => `Domain von ${name} läuft ab`,
    },
  },
  hi: {
    kinds: { incident: "घटना", maintenance: "रखरखाव", announcement: "घोषणा" },
    states: {
      investigating: "जाँच जारी",
      identified: "कारण मिला",
      monitoring: "निगरानी में",
      resolved: "हल हो गया",
      scheduled: "निर्धारित",
      in_progress: "जारी",
      completed: "पूरा हुआ",
      cancelled: "रद्द",
      active: "घोषित",
      ended: "समाप्त",
    },
    components: {
      operational: "चालू",
      unknown: "अज्ञात",
      maintenance: "रखरखाव",
      degraded: "धीमा या सीमित",
      partial_outage: "आंशिक बाधा",
      major_outage: "पूरी बाधा",
    },
    affected: "प्रभावित",
    from: "से",
    until: "तक",
    open: "स्थिति पृष्ठ पर पढ़ें",
    manage: "सदस्यता बदलें",
    unsubscribe: "सदस्यता समाप्त करें",
    why: (page) => `यह संदेश इसलिए आया है क्योंकि आपने ${page} की सदस्यता ली है।`,
    hidden: "यह पृष्ठ सार्वजनिक नहीं है: पूरा लेख केवल वहीं है।",
    feed: (page) => `${page} की घटनाएँ, रखरखाव और घोषणाएँ`,
    ends: {
      certificate: (name) => `${name} के प्रमाणपत्र की अवधि समाप्त`,
      domain: (name) => `${name} के डोमेन की अवधि समाप्त`,
    },
  },
};
