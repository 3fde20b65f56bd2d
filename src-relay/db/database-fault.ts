/** Classes of SQLSTATE that say something of the server, not of what was asked of it (PostgreSQL, appendix A). */
const AWAY_CLASSES: ReadonlySet<string> = new Set([
  '08', // connection
  '25', // transaction state: left idle too long
  '40', // rolled back: deadlock, serialisation
  '53', // resources: disk, memory, connections
  '55', // object not ready
  '57', // operator: shutdown, cancelled
  '58', // system: input, output
]);
const SYSTEM_ERROR = /^E[A-Z]+$/;

/** Whether asking again later may go well: the database is away or busy, and the request itself is not at fault. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') {
    const { code } = error;
    return SYSTEM_ERROR.test(code) || AWAY_CLASSES.has(code.slice(0, 2));
  }
  return /connection (terminated|ended)|query read timeout|timeout (exceeded )?when trying to connect|not queryable|pool after calling end/i.test(
    error.message,
  );
}
