import { expect, test } from 'vitest';
import { textLike } from '../testing/matching.ts';
import { Receiver } from '../testing/receiver.ts';
import { ADA, setStage, VERIFY_TOKEN } from '../testing/stage.ts';

test('the handshake passes the mode, the token and a challenge, and takes the challenge back', async () => {
  await using stage = await setStage();
  expect(await stage.sandbox.control.verify()).toEqual({ verified: true });
  const asked = Object.fromEntries(stage.receiver.handshakes[0]?.searchParams ?? []);
  expect(asked).toEqual({
    'hub.mode': 'subscribe',
    'hub.challenge': textLike(/^\d+$/),
    'hub.verify_token': VERIFY_TOKEN,
  });
});

test('a relay that knows another verify token is not verified', async () => {
  await using stage = await setStage({ verifyToken: 'another' });
  expect(await stage.sandbox.control.verify()).toEqual({ verified: false, reason: 'answered 403', status: 403 });
});

test('a relay that adds to the challenge, or quotes it, is not verified', async () => {
  await using stage = await setStage();
  stage.receiver.answerHandshake = (url) => ({ status: 200, body: `"${url.searchParams.get('hub.challenge')}"` });
  expect(await stage.sandbox.control.verify()).toMatchObject({ verified: false, status: 200 });
});

test('a relay that is not there is not verified', async () => {
  await using stage = await setStage({ callbackUrl: 'http://127.0.0.1:9/hook' });
  expect(await stage.sandbox.control.verify()).toMatchObject({ verified: false });
});

test('the state tells how the latest handshake went', async () => {
  await using stage = await setStage();
  const { control } = stage.sandbox;
  expect(await control.state()).not.toHaveProperty('handshake');
  stage.receiver.answerHandshake = () => ({ status: 503, body: '' });
  await control.verify();
  expect((await control.state()).handshake).toEqual({ verified: false, reason: 'answered 503', status: 503 });
});

test('an address that fails the handshake is not saved: webhooks go where they went before', async () => {
  await using stage = await setStage();
  await using other = await new Receiver('another token').start();
  const { control } = stage.sandbox;
  await expect(control.setCallbackUrl(other.url)).rejects.toThrow(/409.*fails the handshake: answered 403/);
  expect((await control.state()).callbackUrl).toBe(stage.receiver.url);
  await control.customerWrites({ from: ADA, text: 'hi' });
  await control.settle();
  expect([stage.receiver.posts.length, other.posts.length]).toEqual([1, 0]);
});

test('an address that passes it gets what waits', async () => {
  await using stage = await setStage({ callbackUrl: undefined });
  const { control } = stage.sandbox;
  await control.customerWrites({ from: ADA, text: 'hi' });
  await control.setCallbackUrl(stage.receiver.url);
  await control.settle();
  expect(stage.receiver.posts).toHaveLength(1);
  expect((await control.state()).handshake).toEqual({ verified: true });
});
