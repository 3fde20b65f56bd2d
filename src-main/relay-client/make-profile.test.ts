import { expect, test } from 'vitest';

import { sessionInfoSchema } from '../../src-shared/protocol/session-info.ts';
import { welcomeSchema } from '../../src-shared/protocol/welcome.ts';
import { ScriptedRelay } from '../testing/scripted-relay.ts';
import { isSamePerson, makeProfile, refreshProfile } from './make-profile.ts';

const relay = new ScriptedRelay();
const session = sessionInfoSchema.parse(relay.session);
const profile = makeProfile('https://relay.example.com', session);

test('one cache per relay, workspace and person, named after none of them', () => {
  expect(profile.cacheKey).toBe('afc0828db12fd76f54d89dd8ecbc183a');
  const others = [
    makeProfile('https://other.example.com', session),
    makeProfile('https://relay.example.com', sessionInfoSchema.parse({ ...session, workspace: 2 })),
    makeProfile(
      'https://relay.example.com',
      sessionInfoSchema.parse({ ...session, person: { ...session.person, id: 8 } }),
    ),
  ];
  expect(new Set([profile, ...others].map(({ cacheKey }) => cacheKey)).size).toBe(4);
});

test('a welcome is for the same person or another', () => {
  expect(isSamePerson(profile, welcomeSchema.parse(relay.welcome(1)))).toBe(true);
  expect(isSamePerson(profile, welcomeSchema.parse(relay.welcome(1, { person: 8 })))).toBe(false);
});

test('a new name comes with the welcome; the cache stays', () => {
  const welcome = welcomeSchema.parse({
    ...relay.welcome(1),
    workspaceName: 'Bakery',
    people: [{ id: 7, name: 'Ana Maria', role: 'supervisor' }],
  });
  expect(refreshProfile(profile, welcome)).toEqual({
    ...profile,
    workspaceName: 'Bakery',
    person: { id: 7, name: 'Ana Maria', role: 'supervisor' },
  });
  expect(refreshProfile(profile, welcomeSchema.parse({ ...welcome, people: [] })).person).toEqual(profile.person);
});
