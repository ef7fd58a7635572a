import { SearchX } from "lucide-react";
import Link from "next/link";
import { Button } from "#ui/primitives/button.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";

export const metadata = { title: "Not found" };

export default function NotFoundPage() {
  return (
    <main id="content" className="flex min-h-[70dvh] items-center justify-center">
      <EmptyState
        icon={SearchX}
        heading="h1"
        title="There is nothing at this address"
        action={
          <Button asChild variant="primary">
            <Link href="/monitors">Go to monitors</Link>
          </Button>
        }
      >
        It may have been deleted, or the address has a mistake.
      </EmptyState>
    </main>
  );
}
