import { createHash } from 'node:crypto';

import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import type { Database } from '../db/database.ts';

/** Crockford's base 32: no letter that is read for another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 125 bits: nobody finds one by trying. */
const LENGTH = 25;
const GROUP = 5;

/** How long a code can be used. */
export const SETUP_CODE_HOURS = 24;
const MS_PER_HOUR = 3_600_000;

type Chance = { readonly clock: Clock; readonly random: RandomBytes };

/** A new code to set a workspace up with, once: five groups of five. Only its hash is kept. */
export async function makeSetupCode(database: Database, { clock, random }: Chance): Promise<string> {
  const letters = Array.from(random(new Uint8Array(LENGTH)), (byte) => LETTERS.charAt(byte % LETTERS.length));
  const code = letters.join('');
  const now = clock.now();
  await database.door
    .insertInto('setup_code')
    .values({
      hash: hashOf(code),
      made_at: now,
      expires_at: epochMs(now + SETUP_CODE_HOURS * MS_PER_HOUR),
      used_at: null,
    })
    .execute();
  return code.match(new RegExp(`.{${GROUP}}`, 'g'))?.join('-') ?? code;
}

/** Uses the code up; false where it is wrong, too old or used already. Of two at the same time one has it. */
export async function takeSetupCode(database: Database, code: string, clock: Clock): Promise<boolean> {
  const now = clock.now();
  const taken = await database.door
    .updateTable('setup_code')
    .set({ used_at: now })
    .where('hash', '=', hashOf(code))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n;
}

/** Gives a code back that was taken in vain. */
export async function giveSetupCodeBack(database: Database, code: string): Promise<void> {
  await database.door.updateTable('setup_code').set({ used_at: null }).where('hash', '=', hashOf(code)).execute();
}

/** Typed in small letters, with spaces, or with an O for a 0, it is still the same code. */
function hashOf(code: string): Buffer {
  const typed = code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return createHash('sha256').update(typed).digest();
}
