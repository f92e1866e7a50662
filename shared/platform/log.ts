type Fields = Record<string, string | number | boolean | null | undefined>;

/**
 * Writes one structured line to standard error, where CloudWatch and a terminal both find it.
 * Fields are counts, ids and reasons; never an address of a person.
 */
export const log = (level: 'info' | 'warn' | 'error', message: string, fields: Fields = {}): void => {
  process.stderr.write(`${JSON.stringify({ level, message, ...fields, at: new Date().toISOString() })}\n`);
};
