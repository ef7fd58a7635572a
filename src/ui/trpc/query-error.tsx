import { ErrorPanel } from "#ui/primitives/error-panel.tsx";
import { errorMessage } from "./error-message.ts";

type QueryErrorProps = {
  title: string;
  query: { error: unknown; refetch: () => Promise<unknown>; isFetching: boolean };
};

/** What could not be loaded, why, and another try. */
export function QueryError({ title, query }: QueryErrorProps) {
  return (
    <ErrorPanel
      title={title}
      message={errorMessage(query.error)}
      onRetry={() => void query.refetch()}
      busy={query.isFetching}
    />
  );
}
