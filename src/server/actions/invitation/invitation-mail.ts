import type { Locale } from "#contracts/locale.ts";
import type { Role } from "#contracts/role.ts";
import type { SystemMail } from "#server/runtime/system-mail.ts";

type Invited = { to: string; locale: Locale; workspace: string; inviter: string; role: Role; url: string };
type Words = (invited: Invited) => { subject: string; paragraphs: string[]; label: string; note: string };

const WORDS: Readonly<Record<Locale, Words>> = {
  en: ({ workspace, inviter, role, to }) => ({
    subject: `${inviter} invites you to ${workspace} on Uptick`,
    paragraphs: [
      `${inviter} would like you to join the workspace “${workspace}” on Uptick, which watches websites and services and says when one of them is down.`,
      `You would join as ${{ viewer: "a viewer", editor: "an editor", admin: "an admin", owner: "an owner" }[role]}.`,
    ],
    label: "See the invitation",
    note: `The link is good for 7 days, once, and for ${to} only. If you did not expect it, do nothing.`,
  }),
  de: ({ workspace, inviter, role, to }) => ({
    subject: `${inviter} lädt Sie zu ${workspace} auf Uptick ein`,
    paragraphs: [
      `${inviter} möchte Sie im Workspace „${workspace}“ auf Uptick dabeihaben. Uptick überwacht Websites und Dienste und meldet, wenn einer ausfällt.`,
      `Ihre Rolle wäre ${{ viewer: "Betrachter", editor: "Bearbeiter", admin: "Admin", owner: "Inhaber" }[role]}.`,
    ],
    label: "Einladung ansehen",
    note: `Der Link gilt 7 Tage, einmal und nur für ${to}. Wenn Sie ihn nicht erwartet haben, müssen Sie nichts tun.`,
  }),
  hi: ({ workspace, inviter, role, to }) => ({
    subject: `${inviter} ने आपको Uptick पर ${workspace} में आमंत्रित किया है`,
    paragraphs: [
      `${inviter} चाहते हैं कि आप Uptick पर वर्कस्पेस “${workspace}” से जुड़ें। Uptick वेबसाइटों और सेवाओं पर नज़र रखता है और किसी के बंद होने पर बताता है।`,
      `आपकी भूमिका होगी: ${{ viewer: "दर्शक", editor: "संपादक", admin: "एडमिन", owner: "स्वामी" }[role]}।`,
    ],
    label: "आमंत्रण देखें",
    note: `यह लिंक 7 दिन तक, केवल एक बार और केवल ${to} के लिए मान्य है। यदि आपको इसकी अपेक्षा नहीं थी, तो कुछ न करें।`,
  }),
};

export function invitationMail(invited: Invited): SystemMail {
  const { to, locale, url } = invited;
  const { subject, paragraphs, label, note } = WORDS[locale](invited);
  return { to, locale, subject, paragraphs, button: { label, url }, note };
}
