import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';

import { z } from 'zod';

import { EXIT, wrongUsage, type Command, type ExitCode } from '../cli/command.ts';
import { forTerminals } from './for-terminals.ts';
import { inspectedLine } from './inspected-line.ts';
import { payloadFiles } from './payload-files.ts';

const usage = `node src-relay/index.ts inspect FILE-OR-FOLDER...

Prints what stored webhook payloads say: one line of JSON for each file, as the relay itself reads it.

  {"file":"...","events":[...]}           what it says, in its order
  {"file":"...","unrecognised":"..."}     why nothing in it was understood

A file holds the body of one webhook; a byte order mark before it is passed over. Of a folder every file below it is read, in the order of the paths; names that
begin with a dot are passed over. - reads standard input. docs/events.md explains every event and reason.

Ends with 0; 1 when a file could not be read (the others are still printed); 2 when the command line is wrong.
`;

const STDIN = '-';

/** Prints the events of webhook payloads. Needs no database and no configuration. */
export const inspectCommand: Command = {
  usage,
  run: async (commandLine) => {
    const paths = readPaths(commandLine);
    if (typeof paths === 'string') return wrongUsage(paths, inspectCommand);
    try {
      return await inspect(paths);
    } catch (error) {
      if (codeOf(error) === 'EPIPE') return EXIT.ok;
      throw error;
    }
  },
};

/** The paths, or what is wrong with them. */
function readPaths(commandLine: readonly string[]): readonly string[] | string {
  try {
    const { positionals } = parseArgs({ args: [...commandLine], options: {}, allowPositionals: true, strict: true });
    return positionals.length > 0 ? positionals : 'inspect needs at least one file or folder.';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function inspect(paths: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  // Each write is told of its own failure; without this the stream would end the process before.
  process.stdout.on('error', () => undefined);
  for (const path of paths) {
    for await (const found of path === STDIN ? [{ kind: 'file', path, at: STDIN } as const] : payloadFiles(path)) {
      try {
        if (found.kind === 'failed') throw found.error;
        await print(inspectedLine(found.path, await bodyOf(found.at)));
      } catch (error) {
        const reason = codeOf(error);
        if (reason === undefined || reason === 'EPIPE') throw error;
        process.stderr.write(`${forTerminals(found.path)}: can't be read (${reason})\n`);
        code = EXIT.failed;
      }
    }
  }
  return code;
}

function bodyOf(at: Buffer | typeof STDIN): Promise<Buffer> {
  return at === STDIN ? buffer(process.stdin) : readFile(at);
}

/** Waits until the line is taken, so that a slow reader holds the next file back. Rejects when nobody reads any more. */
function print(line: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
  return promise;
}

const systemErrorSchema = z.object({ code: z.string() });

/** The system's word for what went wrong, such as ENOENT; undefined for a defect of ours. */
function codeOf(error: unknown): string | undefined {
  return systemErrorSchema.safeParse(error).data?.code;
}
