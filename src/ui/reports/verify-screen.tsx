"use client";

import { CircleCheck, CircleX, FileCheck2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useId, useState } from "react";
import type { Verification } from "#domain/objective/verify-report.ts";
import { Card } from "#ui/primitives/card.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_SHOWN = 20;

type Standing =
  | { kind: "waiting" | "busy" | "too_large" }
  | { kind: "done"; name: string; verification: Verification };

/** Everything is computed here: the file goes nowhere. */
export function VerifyScreen() {
  const t = useTranslations("reports.verify");
  const id = useId();
  const [standing, setStanding] = useState<Standing>({ kind: "waiting" });
  const check = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > MOST_BYTES) return setStanding({ kind: "too_large" });
    setStanding({ kind: "busy" });
    // Loaded when it is wanted: the page itself stays small.
    const { verifyReport } = await import("#domain/objective/verify-report.ts");
    setStanding({
      kind: "done",
      name: file.name,
      verification: await verifyReport(await file.text(), sha256),
    });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void check(event.dataTransfer.files[0]);
  };
  return (
    <main className="mx-auto flex w-full max-w-2xl flex-col gap-5 px-4 py-10">
      <PageHeader title={t("title")} note={t("note")} />
      <Card>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to drop a file; the button in it does the same */}
        <div
          onDragOver={(event) => event.preventDefault()}
          onDrop={drop}
          className="flex flex-col items-center gap-3 px-6 py-10 text-center text-sm text-ink-2"
        >
          <FileCheck2 aria-hidden className="size-8 text-ink-3" />
          <label
            htmlFor={id}
            className="cursor-pointer rounded-md bg-accent px-4 py-2 font-medium text-accent-ink focus-within:outline-2 hover:bg-accent-hover"
          >
            {t("choose")}
            <input
              id={id}
              type="file"
              accept=".json,application/json"
              className="sr-only"
              onChange={({ currentTarget }) => {
                void check(currentTarget.files?.[0]);
                // A browser says nothing when the file that was chosen last is chosen again, changed or not.
                currentTarget.value = "";
              }}
            />
          </label>
          <p>{t("drop")}</p>
        </div>
      </Card>
      <div role="status" aria-live="polite">
        {standing.kind === "busy" && <p className="text-sm text-ink-2">{t("busy")}</p>}
        {standing.kind === "too_large" && <p className="text-sm font-medium text-down">{t("tooLarge")}</p>}
        {standing.kind === "done" && <Result verification={standing.verification} file={standing.name} />}
      </div>
      <p className="text-xs text-ink-3">{t("limits")}</p>
    </main>
  );
}

function Result({ verification, file }: { verification: Verification; file: string }) {
  const t = useTranslations("reports.verify");
  const { findings, report, links, unsealed } = verification;
  if (report === null || findings.length > 0) {
    return (
      <Card className="flex flex-col gap-3 border-down p-5">
        <h2 className="flex items-center gap-2 font-semibold text-down">
          <CircleX aria-hidden className="size-5" />
          {t("bad")}
        </h2>
        <p className="text-sm break-words text-ink-2">
          {file}. {t("badNote")}
        </p>
        <ul className="list-disc space-y-1 pl-5 text-sm">
          {findings.slice(0, MOST_SHOWN).map(({ code, where }) => (
            <li key={`${code} ${where}`} className="break-words">
              {t(`findings.${code}`)} {where !== "" && <code className="text-xs text-ink-3">{where}</code>}
            </li>
          ))}
        </ul>
      </Card>
    );
  }
  const { objective, period, result } = report;
  const said = { name: objective.name, month: period.month, percent: result.percent ?? "–", links };
  return (
    <Card className="flex flex-col gap-3 border-up p-5">
      <h2 className="flex items-center gap-2 font-semibold text-up">
        <CircleCheck aria-hidden className="size-5" />
        {t("good")}
      </h2>
      <p className="text-sm break-words text-ink-2">{t("goodNote", said)}</p>
      {unsealed > 0 && <p className="text-sm text-ink-2">{t("unsealed", { count: unsealed })}</p>}
      <p className="font-mono text-xs break-all text-ink-3">{report.digest}</p>
    </Card>
  );
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
