import type { Locale } from "#contracts/locale.ts";

export type DigestWords = {
  subject: (workspace: string, from: string, to: string) => string;
  intro: (monitors: string) => string;
  heads: Record<"uptime" | "incidents" | "slower" | "unusual" | "coverage" | "ending", string>;
  uptime: (present: string, before: string) => string;
  uptimeAlone: (present: string) => string;
  unknown: string;
  down: (ratio: string, duration: string) => string;
  allUp: string;
  incidents: (count: number) => string;
  noIncidents: string;
  lasted: (duration: string) => string;
  goesOn: (duration: string) => string;
  change: (before: string, present: string) => string;
  steady: string;
  unusual: (region: string, observed: string, usual: string) => string;
  coverage: (share: string, missed: string) => string;
  complete: string;
  certificate: string;
  domain: string;
  ends: (date: string, days: number) => string;
  ended: (date: string) => string;
  nothingEnds: string;
  open: string;
  why: string;
  off: string;
};

export const DIGEST_WORDS: Readonly<Record<Locale, DigestWords>> = {
  en: {
    subject: (workspace, from, to) => `${workspace}: the week of ${from} to ${to}`,
    intro: (monitors) => `Monitors: ${monitors}. Maintenance is left out of the figures.`,
    heads: {
      uptime: "Uptime",
      incidents: "Incidents",
      slower: "Response times",
      unusual: "Unusual",
      coverage: "Coverage",
      ending: "Ends soon",
    },
    uptime: (present, before) => `${present} (the week before: ${before})`,
    uptimeAlone: (present) => present,
    unknown: "unknown",
    down: (ratio, duration) => `${ratio}, down for ${duration}`,
    allUp: "No monitor was down.",
    incidents: (count) => (count === 1 ? "One incident began." : `${count} incidents began.`),
    noIncidents: "No incident began.",
    lasted: (duration) => `lasted ${duration}`,
    goesOn: (duration) => `goes on, for ${duration} so far`,
    change: (before, present) => `${before} → ${present} on average`,
    steady: "No monitor became much slower.",
    unusual: (region, observed, usual) => `${region}: ${observed}, usual for that hour ${usual}`,
    coverage: (share, missed) => `${share} of the checks that were due are known; ${missed} say nothing.`,
    complete: "Every check that was due is known.",
    certificate: "certificate",
    domain: "domain",
    ends: (date, days) => `ends on ${date}, in ${days} ${days === 1 ? "day" : "days"}`,
    ended: (date) => `ended on ${date}`,
    nothingEnds: "No certificate and no domain ends within 30 days.",
    open: "Open Uptick",
    why: "You get this mail each Monday because you turned the weekly digest on.",
    off: "Turn it off",
  },
  de: {
    subject: (workspace, from, to) => `${workspace}: die Woche vom ${from} bis ${to}`,
    intro: (monitors) => `Monitore: ${monitors}. Wartungen sind in den Zahlen nicht enthalten.`,
    heads: {
      uptime: "Verfügbarkeit",
      incidents: "Vorfälle",
      slower: "Antwortzeiten",
      unusual: "Ungewöhnlich",
      coverage: "Abdeckung",
      ending: "Endet bald",
    },
    uptime: (present, before) => `${present} (in der Woche davor: ${before})`,
    uptimeAlone: (present) => present,
    unknown: "unbekannt",
    down: (ratio, duration) => `${ratio}, ausgefallen für ${duration}`,
    allUp: "Kein Monitor ist ausgefallen.",
    incidents: (count) => (count === 1 ? "Ein Vorfall begann." : `${count} Vorfälle begannen.`),
    noIncidents: "Kein Vorfall begann.",
    lasted: (duration) => `dauerte ${duration}`,
    goesOn: (duration) => `dauert an, bisher ${duration}`,
    change: (before, present) => `${before} → ${present} im Mittel`,
    steady: "Kein Monitor wurde deutlich langsamer.",
    unusual: (region, observed, usual) => `${region}: ${observed}, üblich in dieser Stunde ${usual}`,
    coverage: (share, missed) => `${share} der fälligen Prüfungen sind bekannt; ${missed} sagen nichts aus.`,
    complete: "Jede fällige Prüfung ist bekannt.",
    certificate: "Zertifikat",
    domain: "Domain",
    ends: (date, days) => `endet am ${date}, in ${days} ${days === 1 ? "Tag" : "Tagen"}`,
    ended: (date) => `endete am ${date}`,
    nothingEnds: "In den nächsten 30 Tagen endet kein Zertifikat und keine Domain.",
    open: "Uptick öffnen",
    why: "Sie bekommen diese Mail jeden Montag, weil Sie den Wochenbericht eingeschaltet haben.",
    off: "Ausschalten",
  },
  hi: {
    subject: (workspace, from, to) => `${workspace}: ${from} से ${to} का सप्ताह`,
    intro: (monitors) => `मॉनिटर: ${monitors}। आँकड़ों में रखरखाव शामिल नहीं है।`,
    heads: {
      uptime: "अपटाइम",
      incidents: "घटनाएँ",
      slower: "प्रतिक्रिया समय",
      unusual: "असामान्य",
      coverage: "कवरेज",
      ending: "जल्द समाप्त",
    },
    uptime: (present, before) => `${present} (पिछला सप्ताह: ${before})`,
    uptimeAlone: (present) => present,
    unknown: "अज्ञात",
    down: (ratio, duration) => `${ratio}, ${duration} बंद रहा`,
    allUp: "कोई मॉनिटर बंद नहीं हुआ।",
    incidents: (count) => `${count} घटनाएँ शुरू हुईं।`,
    noIncidents: "कोई घटना शुरू नहीं हुई।",
    lasted: (duration) => `${duration} चली`,
    goesOn: (duration) => `जारी है, अब तक ${duration}`,
    change: (before, present) => `औसत ${before} → ${present}`,
    steady: "कोई मॉनिटर बहुत धीमा नहीं हुआ।",
    unusual: (region, observed, usual) => `${region}: ${observed}, उस घंटे में सामान्य ${usual}`,
    coverage: (share, missed) => `देय जाँचों में से ${share} ज्ञात हैं; ${missed} कुछ नहीं बतातीं।`,
    complete: "हर देय जाँच ज्ञात है।",
    certificate: "प्रमाणपत्र",
    domain: "डोमेन",
    ends: (date, days) => `${date} को समाप्त, ${days} दिन में`,
    ended: (date) => `${date} को समाप्त हुआ`,
    nothingEnds: "अगले 30 दिनों में कोई प्रमाणपत्र या डोमेन समाप्त नहीं होता।",
    open: "Uptick खोलें",
    why: "आपको यह मेल हर सोमवार मिलती है क्योंकि आपने साप्ताहिक सार चालू किया है।",
    off: "इसे बंद करें",
  },
};
