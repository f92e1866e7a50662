export const LIST_EXAMPLE = undefined;
export const EVENT_EXAMPLE = undefined;
