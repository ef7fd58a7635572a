"use client";

import { PageFailure, type PageFailureProps } from "#ui/shell/page-failure.tsx";

export default function ErrorPage(props: PageFailureProps) {
  return (
    <main id="content" className="flex min-h-[70dvh] items-center justify-center">
      <PageFailure {...props} />
    </main>
  );
}
