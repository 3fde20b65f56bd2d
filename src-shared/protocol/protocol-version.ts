/**
 * Version of the wire between relay and console. Any change of the up or down schemas fails
 * `protocol-version.test.ts` until the version is raised here, with its line of history.
 *
 * - 1: hello, welcome, snapshot, frame, command and answer, history pages.
 */
export const PROTOCOL_VERSION = 1;

/** The oldest peer that is still served. An older one gets `refused` with code `protocol_too_old` (rule P1). */
export const PROTOCOL_FLOOR = 1;
