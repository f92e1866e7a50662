import type { Source } from '../../../shared/ingestion/source.ts';
import { AppError } from '../../../shared/platform/app-error.ts';
import type { System } from '../system.ts';

/**
 * Sources by id, all of a group by `group:state`, all that are on without a name.
 * @throws AppError BadInput for a name that nothing has, with what comes next to it.
 */
export const chosenSources = async (system: Pick<System, 'sources'>, names: string[]): Promise<Source[]> => {
  const all = (await system.sources.all()).map(({ source }) => source);
  if (names.length === 0) return all.filter(({ on }) => on);
  const found = names.flatMap((name) => {
    const named = all.filter(({ id, group }) => id === name || `group:${group}` === name);
    if (named.length === 0) throw new AppError('BadInput', unknown(name, all));
    return named;
  });
  return [...new Map(found.map((source) => [source.id, source])).values()];
};

const unknown = (name: string, all: Source[]): string => {
  const near = all.map(({ id }) => id).filter((id) => id.includes(name.toLowerCase()));
  const groups = [...new Set(all.map(({ group }) => `group:${group}`))].sort();
  const hint = name.startsWith('group:') ? groups : near;
  return `There is no source or group "${name}"${hint.length > 0 ? `; there is ${hint.slice(0, 12).join(', ')}` : ''}.`;
};
