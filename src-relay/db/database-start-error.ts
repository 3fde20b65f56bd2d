const REMEDIES = {
  initdb_failed: 'PostgreSQL could not make its files',
  server_failed: 'PostgreSQL could not start',
  folder_in_use: 'another relay uses this data folder: stop it, or give this one a folder of its own',
  folder_closed:
    'PostgreSQL does not run as root, and its own account `postgres` may not enter this folder: ' +
    'allow it (chmod o+x on each folder of the path), choose another data folder, or do not run as root',
  no_account: 'PostgreSQL does not run as root, and the account `postgres` could not be made',
  no_programs: 'there is no embedded PostgreSQL for this system: set DATABASE_URL to one of your own',
  schema_too_new:
    'this database was changed by a newer version of the relay, which this one can not work with: ' +
    'start that version, or restore a backup of before into an empty database',
  schema_busy:
    'the database could not be changed for this version, because somebody else holds its tables: ' +
    'end the transaction that has been open for long (pg_stat_activity shows it), and start again',
} as const;

/** Why the database could not be started, in a sentence that says what to do. */
export class DatabaseStartError extends Error {
  override name = 'DatabaseStartError';
  readonly code: keyof typeof REMEDIES;

  constructor(code: keyof typeof REMEDIES, detail: string) {
    super(`${REMEDIES[code]} (${detail.trim()})`);
    this.code = code;
  }
}
