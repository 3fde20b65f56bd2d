import { expect, test } from 'vitest';
import { canReach, mayAccess } from './reachable.ts';

const identity = { uid: 998, gid: 998, home: '/var/lib/echodesk' };
const root = { uid: 0, gid: 0 };

test.each([
  ['everybody may pass', { ...root, mode: 0o755 }, 0o5, true],
  ['only root may pass', { ...root, mode: 0o700 }, 0o1, false],
  ['others may enter but not read', { ...root, mode: 0o711 }, 0o5, false],
  ['its owner may pass', { uid: 998, gid: 0, mode: 0o700 }, 0o5, true],
  ['its group is shut out', { uid: 0, gid: 998, mode: 0o705 }, 0o5, false],
])('%s', (_name, access, wanted, expected) => {
  expect(mayAccess(access, identity, wanted)).toBe(expected);
});

test('one closed folder on the way is enough to be out of reach', () => {
  const modes: Record<string, number> = { '/': 0o755, '/root': 0o700, '/root/echodesk': 0o755 };
  const stat = (path: string) => ({ ...root, mode: modes[path] ?? 0o755 });
  expect(canReach('/root/echodesk', identity, stat)).toBe(false);
  expect(canReach('/srv/echodesk', identity, stat)).toBe(true);
});
