import { expect, test } from 'vitest';
import { findUser } from './identity.ts';

const passwd = `root:x:0:0:root:/root:/bin/bash
echodesk-old:x:990:990::/old:/bin/sh
echodesk:x:998:997::/var/lib/echodesk:/bin/sh
`;

test('a user is found by the whole name', () => {
  expect(findUser(passwd, 'echodesk')).toEqual({ uid: 998, gid: 997, home: '/var/lib/echodesk' });
});

test('a user that does not exist is not found', () => {
  expect(findUser(passwd, 'echo')).toBeUndefined();
});
