import { Locale } from "#contracts/locale.ts";
import { SlaReport } from "#contracts/sla-report.ts";
import type { MailTransport } from "#server/channels/channel.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { sendSystemMail } from "#server/runtime/system-mail.ts";
import { writeReportPdf } from "#server/runtime/write-report-pdf.ts";
import { claimReportMail, noteReportMails, type ReportMail } from "#server/store/sla-report-store.ts";
import { reportMail } from "./report-mail.ts";

/** Of one run. */
const MOST_AT_ONCE = 20;

/** Writes to the members who asked for it; whoever could not be reached is tried again for some hours. Returns the mails sent. */
export async function sendReports(deps: Deps & { mail: MailTransport | null }): Promise<number> {
  if (deps.mail === null) return 0;
  let count = 0;
  for (let reports = 0; reports < MOST_AT_ONCE; reports += 1) {
    const claimed = await claimReportMail(deps.pool, deps.clock());
    if (claimed === null) return count;
    count += await send(deps, claimed);
  }
  return count;
}

async function send(
  deps: Deps & { mail: MailTransport | null },
  { id, document, to }: ReportMail,
): Promise<number> {
  const { appUrl } = deps.settings;
  const report = SlaReport.parse(JSON.parse(document));
  const attachments = [
    {
      name: `uptick-${report.period.month}.pdf`,
      type: "application/pdf",
      content: await writeReportPdf(report),
    },
  ];
  const sent: string[] = [];
  for (const { userId, email, locale } of to) {
    const language = Locale.safeParse(locale).data ?? "en";
    const mail = reportMail({ report, to: email, locale: language, url: `${appUrl}/reports/${id}` });
    const answer = await sendSystemMail({ ...deps, auth: { appUrl } }, { ...mail, attachments });
    if (answer.kind === "sent") sent.push(userId);
  }
  await noteReportMails(deps.pool, { id, userIds: sent, isDone: sent.length === to.length });
  return sent.length;
}
