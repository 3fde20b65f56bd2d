/**
 * Version of the wire between relay and console. Any change of the up or down schemas fails
 * `protocol-version.test.ts` until the version is raised here, with its line of history.
 *
 * - 1: hello, welcome, snapshot, frame, command and answer, history pages.
 * - 2: messages say why they wait and since when they have their status; `message.retry`.
 */
export const PROTOCOL_VERSION = 2;

/** The oldest peer that is still served. An older one gets `refused` with code `protocol_too_old` (rule P1). */
export const PROTOCOL_FLOOR = 2;
