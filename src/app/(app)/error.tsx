"use client";

import { PageFailure, type PageFailureProps } from "#ui/shell/page-failure.tsx";

export default function SectionErrorPage(props: PageFailureProps) {
  return (
    <div className="flex min-h-[60dvh] items-center justify-center">
      <PageFailure {...props} />
    </div>
  );
}
