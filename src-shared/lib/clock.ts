import type { EpochMs } from './epoch-ms.ts';

/** Where the time comes from. Given as an argument, so that tests and the simulation own it. */
export type Clock = { readonly now: () => EpochMs };
