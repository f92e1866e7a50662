import type { FC, PropsWithChildren } from 'hono/jsx';

/** Room for a table without links that may be wider than the screen: only what has the focus is scrolled by keys. */
export const Scroll: FC<PropsWithChildren<{ label: string }>> = ({ label, children }) => (
  <section class="scroll" aria-label={label} tabindex={0}>
    {children}
  </section>
);
