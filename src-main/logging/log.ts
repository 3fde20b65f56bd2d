import type { Clock } from '../../src-shared/lib/clock.ts';

/** Numbers, codes and names only (`at`, `level` and `event` are taken): never a text that somebody wrote, a phone number or a token. */
type LogFields = Readonly<Record<string, string | number | boolean | null>>;

type Write = (event: string, fields?: LogFields) => void;
export type Log = { readonly debug: Write; readonly info: Write; readonly warn: Write; readonly error: Write };

/** A log of one JSON object per line, given to `write` with its line feed. */
export function createLog(clock: Clock, write: (line: string) => void): Log {
  const level = (name: string): Write => {
    return (event, fields = {}) => {
      write(`${JSON.stringify({ ...fields, at: new Date(clock.now()).toISOString(), level: name, event })}\n`);
    };
  };
  return { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') };
}
