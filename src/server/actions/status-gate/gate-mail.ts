import type { Locale } from "#contracts/locale.ts";
import type { SystemMail } from "#server/runtime/system-mail.ts";

type Words = { subject: string; paragraph: string; label: string; note: string };

/** The title of the page stays out: whoever may not look must not learn of it by a mail that they asked for. */
const WORDS: Readonly<Record<Locale, Words>> = {
  en: {
    subject: "Your link to a status page",
    paragraph: "Somebody, hopefully you, asked to look at a status page that this address may see.",
    label: "Open the status page",
    note: "The link is good for 15 minutes and works once. If you did not ask for it, do nothing.",
  },
  de: {
    subject: "Ihr Link zu einer Statusseite",
    paragraph: "Jemand, hoffentlich Sie, möchte eine Statusseite ansehen, die diese Adresse sehen darf.",
    label: "Statusseite öffnen",
    note: "Der Link gilt 15 Minuten und funktioniert einmal. Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun.",
  },
  hi: {
    subject: "स्थिति पृष्ठ के लिए आपका लिंक",
    paragraph: "किसी ने, उम्मीद है आपने, एक ऐसा स्थिति पृष्ठ देखना चाहा है जिसे यह पता देख सकता है।",
    label: "स्थिति पृष्ठ खोलें",
    note: "यह लिंक 15 मिनट तक मान्य है और केवल एक बार काम करता है। यदि आपने इसे नहीं माँगा, तो कुछ न करें।",
  },
};

export function gateMail({ to, locale, url }: { to: string; locale: Locale; url: string }): SystemMail {
  const { subject, paragraph, label, note } = WORDS[locale];
  return { to, locale, subject, paragraphs: [paragraph], button: { label, url }, note };
}
