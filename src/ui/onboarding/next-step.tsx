"use client";

import { Globe, Scale, Users } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Step } from "./step.tsx";

/** What is worth knowing next. */
export function NextStep({ isReady }: { isReady: boolean }) {
  const t = useTranslations("onboarding.next");
  return (
    <Step
      number={3}
      title={t("title")}
      note={t(isReady ? "note" : "noteLater")}
      state={isReady ? "open" : "later"}
    >
      <ul className="flex flex-col gap-3.5">
        <Idea
          icon={Scale}
          title={t("rules")}
          note={t("rulesNote")}
          href="/alerts/rules"
          link={t("rulesLink")}
        />
        <Idea
          icon={Users}
          title={t("team")}
          note={t("teamNote")}
          href="/settings/members"
          link={t("teamLink")}
        />
        <Idea
          icon={Globe}
          title={t("page")}
          note={t("pageNote")}
          href="/status-pages/new"
          link={t("pageLink")}
        />
      </ul>
    </Step>
  );
}

type IdeaProps = { icon: typeof Globe; title: string; note: string; href?: string; link?: ReactNode };

function Idea({ icon: Icon, title, note, href, link }: IdeaProps) {
  return (
    <li className="flex items-start gap-3 text-[0.8125rem]">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <p className="min-w-0 text-pretty">
        <span className="font-medium">{title}</span> <span className="text-ink-2">{note}</span>{" "}
        {href !== undefined && (
          <Link href={href as Route} className="font-medium text-accent-text underline underline-offset-2">
            {link}
          </Link>
        )}
      </p>
    </li>
  );
}
