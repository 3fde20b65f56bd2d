/** Starts `run` after `milliseconds`; the returned function cancels it. Given as an argument, like the clock. */
export type StartTimer = (run: () => void, milliseconds: number) => () => void;
