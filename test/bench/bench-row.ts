/** One line of the table: what was measured, the figure, and the rival or floor of the same run beside it. */
export type BenchRow = { name: string; value: string; beside?: string };
