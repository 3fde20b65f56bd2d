import { z } from 'zod';

import { profileSchema, type Profile } from '../../src-shared/ipc/profile.ts';
import { jsonFile } from '../files/json-file.ts';
import type { Log } from '../logging/log.ts';
import { sha256 } from './make-profile.ts';

const profileFileSchema = z.object({ v: z.literal(1), relay: z.string(), signIn: z.string(), profile: profileSchema });

export type ProfileKeeper = {
  /** The profile of this relay and this token, or null: a colleague's sign-in does not open one's inbox. */
  readonly load: (token: string) => Profile | null;
  readonly save: (token: string, profile: Profile) => void;
  readonly forget: () => void;
};

/** The last profile, kept so that the inbox opens without the relay. The token is in it as a hash only. */
export function openProfileFile(path: string, relay: string, log: Log): ProfileKeeper {
  const file = jsonFile(path, profileFileSchema, log);
  return {
    load: (token) => {
      const kept = file.read();
      return kept?.relay === relay && kept.signIn === sha256(token) ? kept.profile : null;
    },
    save: (token, profile) => {
      file.write({ v: 1, relay, signIn: sha256(token), profile });
    },
    forget: file.remove,
  };
}
