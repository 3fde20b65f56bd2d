import { parseArgs } from 'node:util';

import { makeSetupCode, SETUP_CODE_HOURS } from '../accounts/setup-codes.ts';
import { openDatabase } from '../db/database.ts';
import { orRemedy } from '../open-database.ts';
import { systemSurroundings } from '../surroundings.ts';
import { EXIT } from './command.ts';
import { DATABASE_SETTINGS_HELP, databaseCommand } from './database-command.ts';

const usage = `node src-relay/index.ts setup-code [--json]

Prints a code with which one workspace can be set up, once and within ${SETUP_CODE_HOURS} hours. The relay may run meanwhile; the database
is brought to this version.

  curl https://RELAY/v1/setup -H 'content-type: application/json' -d '{
    "code": "THE-CODE", "workspaceName": "Corner shop", "adminName": "Ada Finch",
    "number": {"id": "NUMBER-ID-AT-META", "displayPhone": "+44 7700 900123", "name": "Corner shop"}}'

answers with the access token of the first admin. It is shown this once.

  --json    {"code":"...","expiresInHours":${SETUP_CODE_HOURS}}

${DATABASE_SETTINGS_HELP}

Ends with 0; 1 when the database can't be used; 2 when the command line or a setting is wrong.
`;

export const setupCodeCommand = databaseCommand({
  usage,
  read: (args) => parseArgs({ args, options: { json: { type: 'boolean', default: false } } }).values,
  work: async ({ json }, { url }) => {
    await using database = await orRemedy(() => openDatabase(url));
    const code = await makeSetupCode(database, systemSurroundings);
    process.stdout.write(json ? `${JSON.stringify({ code, expiresInHours: SETUP_CODE_HOURS })}\n` : `${code}\n`);
    return EXIT.ok;
  },
});
