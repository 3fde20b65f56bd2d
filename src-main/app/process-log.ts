import { join } from 'node:path';

import type { Clock } from '../../src-shared/lib/clock.ts';
import { describeError } from '../logging/describe-error.ts';
import { createLog, type Log } from '../logging/log.ts';
import { openLogFile } from '../logging/log-file.ts';

/** The log of this process: to its standard error and to `logs/main.log` in the data folder. */
export function openLog(dataFolder: string, clock: Clock): Log {
  const toFile = openLogFile(join(dataFolder, 'logs', 'main.log'));
  // Whoever started the console may have closed the pipe.
  process.stderr.on('error', () => {});
  return createLog(clock, (line) => {
    process.stderr.write(line);
    toFile(line);
  });
}

/** A bug ends the console with an entry in the log, and not with a window half alive. */
export function crashLoudly(log: Log, exit: (code: number) => void): void {
  const crash = (error: unknown) => {
    log.error('crashed', describeError(error));
    exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}
