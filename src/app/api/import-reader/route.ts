import { answerImportReader } from "#server/runtime/import-reader.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";

export const dynamic = "force-dynamic";

export const GET = withRequest({ route: "/api/import-reader", kind: "anonymous" }, () =>
  answerImportReader(),
);
