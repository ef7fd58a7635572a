import type { Locale } from "#contracts/locale.ts";

/** Names of components, as visitors read them. */
type Names = readonly string[];

/** What Uptick says by itself, for the public: what is not well, and no word of how it was found out. */
export type PostWords = {
  and: (names: Names, more: number) => string;
  problem: (names: string) => string;
  investigating: (names: string) => string;
  again: (names: string) => string;
  works: (names: string, count: number) => string;
  stillInvestigating: (names: string) => string;
  /** When nobody can say that it works: the monitor is paused or gone. */
  over: (names: string) => string;
  maintenance: (names: string) => string;
  willMaintain: (names: string) => string;
  moved: string;
  begun: string;
  completed: string;
  cancelled: string;
};

export const POST_WORDS: Readonly<Record<Locale, PostWords>> = {
  en: {
    and: (names, more) => listed("en", more === 0 ? names : [...names, `${more} more`]),
    problem: (names) => `Problem with ${names}`,
    investigating: (names) => `We are investigating a problem with ${names}.`,
    again: (names) => `There is a problem with ${names} again. We are investigating it.`,
    works: (names, count) => `${names} ${count === 1 ? "works" : "work"} again.`,
    stillInvestigating: (names) => `We are still investigating a problem with ${names}.`,
    over: (names) => `The problem with ${names} is over.`,
    maintenance: (names) => `Maintenance of ${names}`,
    willMaintain: (names) =>
      `We carry out maintenance of ${names}. It may be unavailable for some of the time.`,
    moved: "The maintenance has been moved. The times above are the new ones.",
    begun: "The maintenance has begun.",
    completed: "The maintenance is completed.",
    cancelled: "The maintenance does not take place.",
  },
  de: {
    and: (names, more) => listed("de", more === 0 ? names : [...names, `${more} weitere`]),
    problem: (names) => `Problem mit ${names}`,
    investigating: (names) => `Wir untersuchen ein Problem mit ${names}.`,
    again: (names) => `Es gibt erneut ein Problem mit ${names}. Wir untersuchen es.`,
    works: (names, count) => `${names} ${count === 1 ? "funktioniert" : "funktionieren"} wieder.`,
    stillInvestigating: (names) => `Wir untersuchen weiterhin ein Problem mit ${names}.`,
    over: (names) => `Das Problem mit ${names} ist vorbei.`,
    maintenance: (names) => `Wartung von ${names}`,
    willMaintain: (names) => `Wir warten ${names}. Zeitweise kann der Dienst nicht erreichbar sein.`,
    moved: "Die Wartung wurde verschoben. Oben stehen die neuen Zeiten.",
    begun: "Die Wartung hat begonnen.",
    completed: "Die Wartung ist abgeschlossen.",
    cancelled: "Die Wartung findet nicht statt.",
  },
  hi: {
    and: (names, more) => listed("hi", more === 0 ? names : [...names, `${more} अन्य`]),
    problem: (names) => `${names} में समस्या`,
    investigating: (names) => `हम ${names} में आई समस्या की जाँच कर रहे हैं।`,
    again: (names) => `${names} में फिर से समस्या है। हम इसकी जाँच कर रहे हैं।`,
    works: (names, count) => `${names} फिर से काम कर ${count === 1 ? "रहा है" : "रहे हैं"}।`,
    stillInvestigating: (names) => `हम ${names} में आई समस्या की जाँच अब भी कर रहे हैं।`,
    over: (names) => `${names} की समस्या समाप्त हो गई है।`,
    maintenance: (names) => `${names} का रखरखाव`,
    willMaintain: (names) => `हम ${names} का रखरखाव करेंगे। इस दौरान सेवा कुछ समय तक उपलब्ध नहीं हो सकती।`,
    moved: "रखरखाव का समय बदल गया है। नया समय ऊपर दिया गया है।",
    begun: "रखरखाव शुरू हो गया है।",
    completed: "रखरखाव पूरा हो गया है।",
    cancelled: "रखरखाव नहीं होगा।",
  },
};

const IN_TITLE = 3;
const IN_BODY = 8;
const TITLE_LENGTH = 200;

/** As plain text, which a title is. */
export function titleOf(words: PostWords, say: (names: string) => string, names: Names): string {
  const title = say(words.and(names.slice(0, IN_TITLE), Math.max(0, names.length - IN_TITLE)));
  return title.length <= TITLE_LENGTH ? title : `${title.slice(0, TITLE_LENGTH - 1)}…`;
}

/** As markdown that shows the names as they are. */
export function namesOf(words: PostWords, names: Names): string {
  return words.and(names.slice(0, IN_BODY).map(plain), Math.max(0, names.length - IN_BODY));
}

function listed(locale: Locale, names: Names): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
}

function plain(name: string): string {
  return name
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]|<>#]/g, "\\$&")
    .replace(/^[-+]/, "\\$&")
    .replace(/^(\d+)\./, "$1\\.");
}
