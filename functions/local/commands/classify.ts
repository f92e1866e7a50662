import { classify } from '../../../shared/classification/classify.ts';
import { type Item, readItems, textOf } from '../items.ts';

/** `amur classify`: one compact JSON line for each item, in the order given. */
export const classifyCommand = (file: string | undefined, print: (line: string) => void): void => {
  for (const item of readItems(file)) print(JSON.stringify(decisionOf(item)));
};

const decisionOf = (item: Item) => {
  const { relevant, p, category, type, status, eventStart, eventEnd, grain, track, actors, evidence } =
    classify(textOf(item));
  return {
    id: item.id,
    relevant,
    p,
    category,
    type,
    status,
    eventStart,
    eventEnd,
    grain,
    track,
    actors,
    evidence,
  };
};
