import type { Locale } from "#contracts/locale.ts";
import type { SystemMail } from "#server/runtime/system-mail.ts";

type Change = { to: string; locale: Locale; from: string; url: string };
type Notice = { to: string; locale: Locale; after: string };

type Words = {
  confirm: (change: Change) => Omit<SystemMail, "to" | "locale" | "button"> & { label: string };
  notice: (notice: Notice) => Omit<SystemMail, "to" | "locale" | "button">;
};

const WORDS: Readonly<Record<Locale, Words>> = {
  en: {
    confirm: ({ from, to }) => ({
      subject: "Confirm your new e-mail address",
      paragraphs: [`The Uptick account ${from} is about to sign in as ${to} from now on.`],
      label: "Confirm the address",
      note: "The link is good for one hour, once. If this was not you, do nothing: the account stays as it is.",
    }),
    notice: ({ to, after }) => ({
      subject: "Your e-mail address was changed",
      paragraphs: [`The Uptick account ${to} has the address ${after} from now on.`],
      note: "If this was not you, tell whoever runs this Uptick at once.",
    }),
  },
  de: {
    confirm: ({ from, to }) => ({
      subject: "Bestätigen Sie Ihre neue E-Mail-Adresse",
      paragraphs: [`Das Uptick-Konto ${from} soll sich künftig als ${to} anmelden.`],
      label: "Adresse bestätigen",
      note: "Der Link gilt eine Stunde und einmal. Waren Sie das nicht, müssen Sie nichts tun: Das Konto bleibt, wie es ist.",
    }),
    notice: ({ to, after }) => ({
      subject: "Ihre E-Mail-Adresse wurde geändert",
      paragraphs: [`Das Uptick-Konto ${to} hat ab jetzt die Adresse ${after}.`],
      note: "Waren Sie das nicht, sagen Sie sofort denen Bescheid, die dieses Uptick betreiben.",
    }),
  },
  hi: {
    confirm: ({ from, to }) => ({
      subject: "अपने नए ई-मेल पते की पुष्टि करें",
      paragraphs: [`Uptick खाता ${from} अब से ${to} के रूप में साइन इन करेगा।`],
      label: "पते की पुष्टि करें",
      note: "यह लिंक एक घंटे तक और केवल एक बार मान्य है। यदि यह आपने नहीं किया, तो कुछ न करें: खाता जैसा है वैसा ही रहेगा।",
    }),
    notice: ({ to, after }) => ({
      subject: "आपका ई-मेल पता बदल दिया गया है",
      paragraphs: [`Uptick खाते ${to} का पता अब ${after} है।`],
      note: "यदि यह आपने नहीं किया, तो इस Uptick को चलाने वालों को तुरंत बताएँ।",
    }),
  },
};

/** To the new address: only who reads it there can go on. */
export function confirmEmailMail(change: Change): SystemMail {
  const { to, locale, url } = change;
  const { label, ...words } = WORDS[locale].confirm(change);
  return { to, locale, ...words, button: { label, url } };
}

/** To the old address, which is the owner's last chance to notice. */
export function emailChangedMail(notice: Notice): SystemMail {
  const { to, locale } = notice;
  return { to, locale, ...WORDS[locale].notice(notice), button: null };
}
