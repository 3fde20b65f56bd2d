import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { changeOf } from '../testing/read.ts';
import { ADA, APP_SECRET, setStage } from '../testing/stage.ts';
import { signature256 } from './sign.ts';

test('the signature is the published HMAC-SHA256 vector of RFC 4231', () => {
  expect(signature256('Jefe', Buffer.from('what do ya want for nothing?'))).toBe(
    'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});

test('a webhook is signed over exactly the bytes that were posted', async () => {
  await using stage = await setStage();
  await stage.sandbox.control.customerWrites({ from: ADA, text: 'Où est-ce? a/b 🙏' });
  const [post] = await stage.receiver.received(1);
  const expected = createHmac('sha256', APP_SECRET)
    .update(post?.body ?? '')
    .digest('hex');
  expect(post?.headers['x-hub-signature-256']).toBe(`sha256=${expected}`);
  expect(post?.headers['content-type']).toBe('application/json');
});

test('re-serialising the JSON gives other bytes than those signed', async () => {
  await using stage = await setStage();
  await stage.sandbox.control.customerWrites({ from: ADA, text: 'a/b é' });
  const [post] = await stage.receiver.received(1);
  expect(changeOf(post?.json).field).toBe('messages');
  expect(JSON.stringify(post?.json)).not.toBe(post?.body.toString('utf8'));
});
