import type { SnapshotFiles } from '../../shared/snapshots/snapshot-files.ts';

/** Files in memory; `dieAfter` puts it throws, as a process that is stopped would. */
export const filesInMemory = (): SnapshotFiles & { dieAfter(puts: number): void } => {
  const kept = new Map<string, Uint8Array>();
  let left = Number.POSITIVE_INFINITY;
  return {
    dieAfter(puts) {
      left = puts;
    },
    async putOnce(name, bytes) {
      if (left-- <= 0) throw new Error('stopped');
      if (kept.has(name)) return false;
      kept.set(name, bytes);
      return true;
    },
    async get(name) {
      const bytes = kept.get(name);
      return bytes && new Uint8Array(bytes);
    },
    list: async () => [...kept.keys()].sort(),
  };
};
