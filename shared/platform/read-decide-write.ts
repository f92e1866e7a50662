const ATTEMPTS = 8;

type Change<Seen, Wanted> = {
  read(): Promise<Seen>;
  /** Undefined leaves all as it is. */
  decide(seen: Seen): Wanted | undefined;
  /** False when somebody else was faster. */
  write(wanted: Wanted, seen: Seen): Promise<boolean>;
  /** What is thrown when others were faster each time. */
  lost(): Error;
};

/**
 * Reads, decides and writes, again from the start when somebody else was faster.
 * @returns what was read last, and what was written over it, if anything.
 */
export const readDecideWrite = async <Seen, Wanted>({
  read,
  decide,
  write,
  lost,
}: Change<Seen, Wanted>): Promise<{ seen: Seen; written: Wanted | undefined }> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const seen = await read();
    const wanted = decide(seen);
    if (wanted === undefined || (await write(wanted, seen))) return { seen, written: wanted };
  }
  throw lost();
};
