import type { Locale } from "#contracts/locale.ts";
import type { SystemMail } from "#server/runtime/system-mail.ts";

type Words = {
  confirm: (page: string) => Pick<SystemMail, "subject" | "paragraphs" | "note"> & { label: string };
  known: (page: string) => Pick<SystemMail, "subject" | "paragraphs" | "note"> & { label: string };
};

const WORDS: Record<Locale, Words> = {
  en: {
    confirm: (page) => ({
      subject: `Confirm your subscription to ${page}`,
      paragraphs: [
        `Somebody, probably you, wants ${page} to write to this address when something happens and when it is over.`,
        "Nothing is sent before you confirm it.",
      ],
      label: "Confirm the subscription",
      note: "The link is good for 48 hours. If it was not you, do nothing: the address is forgotten then.",
    }),
    known: (page) => ({
      subject: `You are subscribed to ${page}`,
      paragraphs: [`This address already gets the updates of ${page}. Here you can change or end that.`],
      label: "Change the subscription",
      note: "If you did not ask for this mail, do nothing.",
    }),
  },
  de: {
    confirm: (page) => ({
      subject: `Bestätigen Sie Ihr Abonnement von ${page}`,
      paragraphs: [
        `Jemand, vermutlich Sie, möchte, dass ${page} an diese Adresse schreibt, wenn etwas passiert und wenn es vorbei ist.`,
        "Bevor Sie das bestätigen, wird nichts gesendet.",
      ],
      label: "Abonnement bestätigen",
      note: "Der Link gilt 48 Stunden. Waren Sie es nicht, tun Sie nichts: Die Adresse wird dann vergessen.",
    }),
    known: (page) => ({
      subject: `Sie haben ${page} abonniert`,
      paragraphs: [
        `Diese Adresse bekommt die Meldungen von ${page} bereits. Hier können Sie das ändern oder beenden.`,
      ],
      label: "Abonnement ändern",
      note: "Wenn Sie diese Mail nicht angefordert haben, tun Sie nichts.",
    }),
  },
  hi: {
    confirm: (page) => ({
      subject: `${page} की सदस्यता की पुष्टि करें`,
      paragraphs: [
        `किसी ने, शायद आपने, चाहा है कि कुछ होने पर और उसके समाप्त होने पर ${page} इस पते पर लिखे।`,
        "आपकी पुष्टि से पहले कुछ नहीं भेजा जाता।",
      ],
      label: "सदस्यता की पुष्टि करें",
      note: "यह लिंक 48 घंटे तक मान्य है। यदि यह आपने नहीं किया, तो कुछ न करें: पता तब मिटा दिया जाता है।",
    }),
    known: (page) => ({
      subject: `आप ${page} के सदस्य हैं`,
      paragraphs: [`इस पते पर ${page} के अपडेट पहले से आते हैं। यहाँ आप इसे बदल या समाप्त कर सकते हैं।`],
      label: "सदस्यता बदलें",
      note: "यदि आपने यह मेल नहीं माँगा, तो कुछ न करें।",
    }),
  },
};

type Mail = { to: string; locale: Locale; page: string; url: string };

/** Nothing that a stranger typed is in it but the address that it goes to. */
export function confirmSubscriptionMail(mail: Mail): SystemMail {
  return mailOf(mail, WORDS[mail.locale].confirm(mail.page));
}

/** For whoever asks again: only the mailbox learns that it is subscribed. */
export function alreadySubscribedMail(mail: Mail): SystemMail {
  return mailOf(mail, WORDS[mail.locale].known(mail.page));
}

function mailOf({ to, locale, url }: Mail, words: ReturnType<Words["confirm"]>): SystemMail {
  const { label, ...texts } = words;
  return { to, locale, ...texts, button: { label, url } };
}
