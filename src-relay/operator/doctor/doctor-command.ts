import { parseArgs } from 'node:util';

import { EXIT, wrongUsage, type Command, type ExitCode } from '../../cli/command.ts';
import { examine } from './examine.ts';
import { CHECKS, type Finding } from './finding.ts';

const usage = `node src-relay/index.ts doctor [--json]

Looks at everything that the relay stands on, with the settings that serve would have, and says of each thing whether it is well, and
what to do where it is not: ${CHECKS.join(', ')}.
It changes nothing. The relay may run meanwhile, and should: what is late can only be told then.

  --json    one line of JSON for each: {"check":"...","verdict":"ok|wrong|skipped","says":"...","remedy":"..."}

Settings are those of serve: serve --help lists them. Ends with 0; 1 when anything is wrong; 2 when the command line is.
`;

const MARKS = { ok: 'ok     ', wrong: 'WRONG  ', skipped: '-      ' } as const;

export const doctorCommand: Command = {
  usage,
  run: async (commandLine) => {
    let json: boolean;
    try {
      ({ json } = parseArgs({ args: [...commandLine], options: { json: { type: 'boolean', default: false } } }).values);
    } catch (error) {
      return wrongUsage(error instanceof Error ? error.message : String(error), { usage });
    }
    let code: ExitCode = EXIT.ok;
    for await (const finding of examine(process.env)) {
      process.stdout.write(json ? `${JSON.stringify(finding)}\n` : inWords(finding));
      if (finding.verdict === 'wrong') code = EXIT.failed;
    }
    return code;
  },
};

function inWords({ check, verdict, says, remedy }: Finding): string {
  const line = `${MARKS[verdict]}${check}: ${says}\n`;
  return remedy === undefined ? line : `${line}         -> ${remedy}\n`;
}
