import { expect, test } from 'vitest';

import { conversationIdSchema, inboxIdSchema } from '../../src-shared/domain/ids.ts';
import { ExpectedContacts } from './expected-contacts.ts';

const SHOP = inboxIdSchema.parse(1);
const BRANCH = inboxIdSchema.parse(2);
const AT_SHOP = conversationIdSchema.parse(10);
const AT_BRANCH = conversationIdSchema.parse(20);
const ADA = { userId: 'GB.1', phone: '+447700900123' };
const BEN = { userId: null, phone: '+447700900456' };

function rowsOfAda() {
  const ada = { contact: 1, ...ADA };
  return [
    { ...ada, inbox: SHOP, conversation: AT_SHOP },
    { ...ada, inbox: BRANCH, conversation: AT_BRANCH },
  ];
}

test('a person is found by user id or number, with the conversation of the inbox asked for', () => {
  const expected = new ExpectedContacts(rowsOfAda(), [{ person: ADA, inbox: SHOP }]);
  expect(expected.rowsOf({ person: ADA, inbox: SHOP })).toMatchObject([{ contact: 1, conversation: AT_SHOP }]);
  const byNumber = { userId: null, phone: ADA.phone };
  expect(expected.rowsOf({ person: byNumber, inbox: BRANCH })).toMatchObject([{ contact: 1, conversation: AT_BRANCH }]);
  expect(expected.conversations).toEqual(expect.arrayContaining([AT_SHOP, AT_BRANCH]));
});

test('who was asked for and is not there is known not to be; who was not asked for has to be read', () => {
  const expected = new ExpectedContacts([], [{ person: BEN, inbox: SHOP }]);
  expect(expected.rowsOf({ person: BEN, inbox: SHOP })).toEqual([]);
  expect(expected.rowsOf({ person: ADA, inbox: SHOP })).toBeUndefined();
});

test('what was altered of a person is read anew, by whichever of the two it is asked for', () => {
  const expected = new ExpectedContacts(rowsOfAda(), [{ person: ADA, inbox: SHOP }]);
  expected.forget({ userId: null, phone: ADA.phone });
  expect(expected.rowsOf({ person: ADA, inbox: SHOP })).toBeUndefined();
  expect(expected.rowsOf({ person: { userId: ADA.userId, phone: null }, inbox: SHOP })).toHaveLength(1);
});
