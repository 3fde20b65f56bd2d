import { expect, test } from 'vitest';
import { textLike } from '../testing/matching.ts';
import { setStage, VERIFY_TOKEN } from '../testing/stage.ts';

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
  await using stage = await setStage();
  await stage.sandbox.control.setCallbackUrl('http://127.0.0.1:9/hook');
  expect(await stage.sandbox.control.verify()).toMatchObject({ verified: false });
});

test('the state tells how the latest handshake went, until the URL is another', async () => {
  await using stage = await setStage();
  const { control } = stage.sandbox;
  expect(await control.state()).not.toHaveProperty('handshake');
  stage.receiver.answerHandshake = () => ({ status: 503, body: '' });
  await control.verify();
  expect((await control.state()).handshake).toEqual({ verified: false, reason: 'answered 503', status: 503 });
  await control.setCallbackUrl(stage.receiver.url);
  expect(await control.state()).not.toHaveProperty('handshake');
});
