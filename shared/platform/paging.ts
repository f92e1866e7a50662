/** Every page of a list, the first without a cursor. */
export async function* pagesOf<Cursor, Page extends { next: Cursor | null }>(
  ask: (cursor: Cursor | null) => Promise<Page>,
): AsyncGenerator<Page> {
  let cursor: Cursor | null = null;
  do {
    const page: Page = await ask(cursor);
    yield page;
    cursor = page.next;
  } while (cursor);
}

/** A list cut into parts of so many. */
export const partsOf = <T>(all: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / most) }, (_, index) =>
    all.slice(index * most, (index + 1) * most),
  );
