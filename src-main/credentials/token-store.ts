import { z } from 'zod';

import type { Boot } from '../../src-shared/ipc/boot.ts';
import { jsonFile } from '../files/json-file.ts';
import type { Log } from '../logging/log.ts';
import type { SecretBox } from './secret-box.ts';

export type Protection = Boot['secrets'];
export type TokenStore = {
  /** The token for this relay, or null when nobody is signed in. */
  readonly read: () => Promise<string | null>;
  /** Keeps the token for the next start where the keychain protects it, else until the console quits. */
  readonly keep: (token: string) => Promise<Protection>;
  /** Whether this system can keep a secret. */
  readonly protection: () => Promise<Protection>;
  readonly forget: () => void;
};

/** Sealed only to see whether it can be; nothing at all would pass unsealed. */
const SAMPLE = 'sample';

const tokenFileSchema = z.object({ v: z.literal(1), relay: z.string(), sealed: z.string() });

/**
 * The access token of one relay (its origin). On disk it is sealed or absent, never in clear; a token for another
 * relay is not given out.
 */
export function openTokenStore(options: {
  readonly path: string;
  readonly relay: string;
  readonly box: SecretBox;
  readonly log: Log;
}): TokenStore {
  const { box, log, relay } = options;
  const file = jsonFile(options.path, tokenFileSchema, log);
  let inMemory: string | null = null;

  return {
    read: async () => {
      if (inMemory !== null) return inMemory;
      const kept = file.read();
      if (kept?.relay !== relay) return null;
      const token = await box.unseal(kept.sealed);
      if (token === null) log.warn('token_not_unsealed');
      inMemory ??= token;
      return inMemory;
    },
    keep: async (token) => {
      inMemory = token;
      const sealed = await box.seal(token);
      if (sealed === null) file.remove();
      else file.write({ v: 1, relay, sealed });
      return sealed === null ? 'memory' : 'keychain';
    },
    protection: async () => ((await box.seal(SAMPLE)) === null ? 'memory' : 'keychain'),
    forget: () => {
      inMemory = null;
      file.remove();
    },
  };
}
