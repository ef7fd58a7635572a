import type { Locale } from "#contracts/locale.ts";
import type { SlaReport } from "#contracts/sla-report.ts";
import { nameTarget } from "#domain/objective/describe-method.ts";
import type { SystemMail } from "#server/runtime/system-mail.ts";

type Said = { name: string; month: string; percent: string; target: string };
type Words = {
  subject: (said: Said) => string;
  met: (said: Said) => string;
  missed: (said: Said) => string;
  unknown: (said: Said) => string;
  attached: string;
  label: string;
};

const WORDS: Readonly<Record<Locale, Words>> = {
  en: {
    subject: ({ name, month }) => `${name}: availability in ${month}`,
    met: ({ name, month, percent, target }) =>
      `${name} was up ${percent} % of the counted time of ${month}. The target of ${target} % was met.`,
    missed: ({ name, month, percent, target }) =>
      `${name} was up ${percent} % of the counted time of ${month}. The target of ${target} % was missed.`,
    unknown: ({ name, month }) => `Nothing is known of ${name} in ${month}.`,
    attached: "The report is attached as PDF. The JSON of it can be verified.",
    label: "Open the report",
  },
  de: {
    subject: ({ name, month }) => `${name}: Verfügbarkeit im Monat ${month}`,
    met: ({ name, month, percent, target }) =>
      `${name} war ${percent} % der gezählten Zeit des Monats ${month} erreichbar. Das Ziel von ${target} % ist eingehalten.`,
    missed: ({ name, month, percent, target }) =>
      `${name} war ${percent} % der gezählten Zeit des Monats ${month} erreichbar. Das Ziel von ${target} % ist verfehlt.`,
    unknown: ({ name, month }) => `Über ${name} ist für den Monat ${month} nichts bekannt.`,
    attached: "Der Bericht ist als PDF angehängt. Das JSON davon kann geprüft werden.",
    label: "Bericht öffnen",
  },
  hi: {
    subject: ({ name, month }) => `${name}: ${month} में उपलब्धता`,
    met: ({ name, month, percent, target }) =>
      `${month} के गिने गए समय में ${name} ${percent} % उपलब्ध रहा। ${target} % का लक्ष्य पूरा हुआ।`,
    missed: ({ name, month, percent, target }) =>
      `${month} के गिने गए समय में ${name} ${percent} % उपलब्ध रहा। ${target} % का लक्ष्य पूरा नहीं हुआ।`,
    unknown: ({ name, month }) => `${month} में ${name} के बारे में कुछ ज्ञात नहीं है।`,
    attached: "रिपोर्ट PDF के रूप में संलग्न है। उसके JSON की जाँच की जा सकती है।",
    label: "रिपोर्ट खोलें",
  },
};

export function reportMail(about: {
  report: SlaReport;
  to: string;
  locale: Locale;
  url: string;
}): Omit<SystemMail, "attachments"> {
  const { report, to, locale, url } = about;
  const { objective, period, result } = report;
  const words = WORDS[locale];
  const target = nameTarget(objective.targetMilli / 1000);
  const said = { name: objective.name, month: period.month, percent: result.percent ?? "", target };
  const sentence = result.met === null ? words.unknown : result.met ? words.met : words.missed;
  return {
    to,
    locale,
    subject: words.subject(said),
    paragraphs: [sentence(said), words.attached],
    button: { label: words.label, url },
    note: null,
  };
}
