import { createHash } from 'node:crypto';

import type { Welcome } from '../../src-shared/protocol/welcome.ts';
import type { SessionInfo } from '../../src-shared/protocol/session-info.ts';
import type { Profile } from '../../src-shared/ipc/profile.ts';

const CACHE_KEY_DIGITS = 32;

/** The profile that the relay's answer makes: its cache key is one per (relay origin, workspace, person) and tells nothing of them. */
export function makeProfile(relayOrigin: string, session: SessionInfo): Profile {
  const { workspace, workspaceName, person } = session;
  const cacheKey = sha256(`${relayOrigin}|${workspace}|${person.id}`).slice(0, CACHE_KEY_DIGITS);
  return { cacheKey, workspace, workspaceName, person };
}

/** Whether a welcome is for the person and workspace of this profile. */
export function isSamePerson(profile: Profile, { session }: Welcome): boolean {
  return session.workspace === profile.workspace && session.person === profile.person.id;
}

/** The profile with the names that the welcome brings. */
export function refreshProfile(profile: Profile, { people, workspaceName }: Welcome): Profile {
  return { ...profile, workspaceName, person: people.find(({ id }) => id === profile.person.id) ?? profile.person };
}

/** Hexadecimal digits of SHA-256. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
