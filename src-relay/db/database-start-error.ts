const REMEDIES = {
  initdb_failed: 'PostgreSQL could not make its files',
  server_failed: 'PostgreSQL could not start',
  folder_in_use: 'another relay uses this data folder: stop it, or give this one a folder of its own',
  folder_closed:
    'PostgreSQL does not run as root, and its own account `postgres` may not enter this folder: ' +
    'allow it (chmod o+x on each folder of the path), choose another data folder, or do not run as root',
  no_account: 'PostgreSQL does not run as root, and the account `postgres` could not be made',
  no_programs: 'there is no embedded PostgreSQL for this system: set DATABASE_URL to one of your own',
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
