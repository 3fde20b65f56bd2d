import { processDatabaseConfig } from '../config/process-config.ts';
import type { DatabaseConfig } from '../config/relay-config.ts';
import { settingsHelp } from '../config/settings-help.ts';
import { reachPostgres } from '../open-database.ts';
import { RelayStartError } from '../relay-start-error.ts';
import { EXIT, failWith, wrongUsage, type Command, type ExitCode } from './command.ts';

export type DatabaseCommand<Options> = {
  readonly usage: string;
  /** Reads the command line, as `parseArgs` does; what it throws is told as wrong usage. */
  readonly read: (args: string[]) => Options;
  /** A {@link RelayStartError} ends the command with its sentence. */
  readonly work: (options: Options, place: DatabasePlace) => Promise<ExitCode>;
};

export type DatabasePlace = {
  /** Address of the relay's PostgreSQL, which runs. */
  readonly url: string;
  readonly config: DatabaseConfig;
};

/** For the `--help` of a command that needs the database alone. */
export const DATABASE_SETTINGS_HELP = settingsHelp(['DATABASE_URL', 'ECHODESK_DATA_DIR']);

/** A command that works on the relay's database, beside a running relay or without one. It needs no other setting. */
export function databaseCommand<Options>({ usage, read, work }: DatabaseCommand<Options>): Command {
  return {
    usage,
    run: async (commandLine) => {
      const options = readOrSentence(() => read([...commandLine]));
      if ('sentence' in options) return wrongUsage(options.sentence, { usage });
      const result = processDatabaseConfig();
      if (!result.ok) return failWith(result.problems, EXIT.usage);
      try {
        await using postgres = await reachPostgres(result.config.database);
        return await work(options.read, { url: postgres.url, config: result.config });
      } catch (error) {
        if (!(error instanceof RelayStartError)) throw error;
        return failWith([error.message], EXIT.failed);
      }
    },
  };
}

function readOrSentence<Options>(read: () => Options): { readonly read: Options } | { readonly sentence: string } {
  try {
    return { read: read() };
  } catch (error) {
    return { sentence: error instanceof Error ? error.message : String(error) };
  }
}
