import { expect, test } from 'vitest';
import { gateFigures } from '../bench/accuracy.ts';
import { FLOOR } from '../bench/accuracy-floor.ts';
import { goldDir } from '../bench/gold.ts';

const dir = goldDir();
const POINT = 1;

test.skipIf(!dir)(
  'F1 stays within a point of the stored figures (needs AMUR_GOLD_DIR; skipped without labelled items)',
  { timeout: 180_000 },
  async () => {
    const figures = await gateFigures(dir ?? '');
    expect(figures.dev).toBeGreaterThan(FLOOR.dev - POINT);
    expect(figures.own).toBeGreaterThan(FLOOR.own - POINT);
    expect(figures.blind).toBeGreaterThan(FLOOR.blind - POINT);
  },
);
