import type { Locale } from "#contracts/locale.ts";
import type { SystemMail } from "#server/runtime/system-mail.ts";

type Words = { subject: string; paragraphs: string[]; label: string; note: string };
type Linked = { to: string; locale: Locale; url: string };

const SIGN_IN_LINK: Readonly<Record<Locale, Words>> = {
  en: {
    subject: "Your sign-in link for Uptick",
    paragraphs: ["Somebody, hopefully you, asked for a link that signs this address in to Uptick."],
    label: "Sign in to Uptick",
    note: "The link is good for 15 minutes and works once. If you did not ask for it, do nothing: without it nobody gets in.",
  },
  de: {
    subject: "Ihr Anmeldelink für Uptick",
    paragraphs: [
      "Jemand, hoffentlich Sie, hat einen Link angefordert, der diese Adresse bei Uptick anmeldet.",
    ],
    label: "Bei Uptick anmelden",
    note: "Der Link gilt 15 Minuten und funktioniert einmal. Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun: Ohne ihn kommt niemand hinein.",
  },
  hi: {
    subject: "Uptick के लिए आपका साइन-इन लिंक",
    paragraphs: ["किसी ने, उम्मीद है आपने, एक लिंक माँगा है जो इस पते को Uptick में साइन इन करता है।"],
    label: "Uptick में साइन इन करें",
    note: "यह लिंक 15 मिनट तक मान्य है और केवल एक बार काम करता है। यदि आपने इसे नहीं माँगा, तो कुछ न करें: इसके बिना कोई अंदर नहीं आ सकता।",
  },
};

const PASSWORD_RESET: Readonly<Record<Locale, Words>> = {
  en: {
    subject: "Choose a new password for Uptick",
    paragraphs: ["Somebody, hopefully you, asked to choose a new password for the account of this address."],
    label: "Choose a new password",
    note: "The link is good for 30 minutes and works once. If you did not ask for it, do nothing: your password stays as it is.",
  },
  de: {
    subject: "Neues Passwort für Uptick wählen",
    paragraphs: [
      "Jemand, hoffentlich Sie, möchte für das Konto zu dieser Adresse ein neues Passwort wählen.",
    ],
    label: "Neues Passwort wählen",
    note: "Der Link gilt 30 Minuten und funktioniert einmal. Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun: Ihr Passwort bleibt, wie es ist.",
  },
  hi: {
    subject: "Uptick के लिए नया पासवर्ड चुनें",
    paragraphs: ["किसी ने, उम्मीद है आपने, इस पते के खाते के लिए नया पासवर्ड चुनने का अनुरोध किया है।"],
    label: "नया पासवर्ड चुनें",
    note: "यह लिंक 30 मिनट तक मान्य है और केवल एक बार काम करता है। यदि आपने इसे नहीं माँगा, तो कुछ न करें: आपका पासवर्ड वैसा ही रहेगा।",
  },
};

const PASSWORD_CHANGED: Readonly<Record<Locale, Words>> = {
  en: {
    subject: "Your Uptick password was changed",
    paragraphs: [
      "The password of your account was changed with a link that was sent to this address. Every browser that was signed in has been signed out.",
    ],
    label: "It was not me: choose another one",
    note: "If it was you, there is nothing to do.",
  },
  de: {
    subject: "Ihr Uptick-Passwort wurde geändert",
    paragraphs: [
      "Das Passwort Ihres Kontos wurde mit einem Link geändert, der an diese Adresse ging. Alle angemeldeten Browser wurden abgemeldet.",
    ],
    label: "Das war ich nicht: anderes wählen",
    note: "Wenn Sie es waren, ist nichts zu tun.",
  },
  hi: {
    subject: "आपका Uptick पासवर्ड बदल दिया गया है",
    paragraphs: [
      "इस पते पर भेजे गए लिंक से आपके खाते का पासवर्ड बदल दिया गया है। साइन इन किए हुए सभी ब्राउज़र साइन आउट कर दिए गए हैं।",
    ],
    label: "यह मैंने नहीं किया: दूसरा चुनें",
    note: "यदि यह आपने किया, तो कुछ करने की आवश्यकता नहीं है।",
  },
};

export function signInLinkMail(mail: Linked): SystemMail {
  return mailOf(SIGN_IN_LINK, mail);
}

export function passwordResetMail(mail: Linked): SystemMail {
  return mailOf(PASSWORD_RESET, mail);
}

export function passwordChangedMail(mail: Linked): SystemMail {
  return mailOf(PASSWORD_CHANGED, mail);
}

function mailOf(words: Readonly<Record<Locale, Words>>, { to, locale, url }: Linked): SystemMail {
  const { subject, paragraphs, label, note } = words[locale];
  return { to, locale, subject, paragraphs, button: { label, url }, note };
}
