import * as z from 'zod';
import { AppError } from './app-error.ts';

/**
 * Reads settings from the environment, checked by one schema for each. An empty value counts as unset.
 * @throws AppError BadInput that names the setting and what is wrong with it.
 */
export const loadEnv = <T extends z.ZodRawShape>(
  shape: T,
  env: NodeJS.ProcessEnv = process.env,
): z.infer<z.ZodObject<T>> => {
  const given = Object.fromEntries(Object.keys(shape).map((name) => [name, env[name] || undefined]));
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AppError('BadInput', `Setting ${faults.join('; ')}`);
};
