/** Where the files of snapshots lie, by names like `2026-03-02/events.csv`; none is ever changed or taken away. */
export type SnapshotFiles = {
  /** @returns false when there is one of that name already, which then stays as it is. */
  putOnce(name: string, bytes: Uint8Array): Promise<boolean>;
  get(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The names of all, in order. */
  list(): Promise<string[]>;
};
