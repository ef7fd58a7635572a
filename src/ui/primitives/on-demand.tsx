import { type ComponentType, lazy, Suspense } from "react";

/**
 * A component whose code comes when it is first shown. It waits within a boundary of its own: `next/dynamic` without
 * one hides the whole screen meanwhile, which takes the focus from the button that a dialog has to give it back to.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Part: ComponentType<Props> = lazy(async () => ({ default: await load() }));
  return (props: Props) => (
    <Suspense fallback={null}>
      <Part {...props} />
    </Suspense>
  );
}
