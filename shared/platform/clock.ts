/** The present instant; injected so that a replay can stand at another day. */
export type Clock = () => Date;
