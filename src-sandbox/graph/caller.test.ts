import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { GraphStage, refusalIn, type CallOptions } from '../testing/graph-stage.ts';
import { textLike } from '../testing/matching.ts';
import { errorIn } from '../testing/read.ts';
import { ADA, APP_SECRET, textTo, TOKEN } from '../testing/stage.ts';
import { defaultAccount } from '../world/account.ts';
import { allGrantsFor } from '../world/tokens.ts';

const { phoneNumberId, wabaId } = defaultAccount;
const APP_TOKEN = `700111222333401|${APP_SECRET}`;
const toAda = textTo(`+${ADA}`, 'Hello');

test.each([
  ['GET', phoneNumberId, 'v20.0'],
  ['GET', phoneNumberId, 'v27.0'],
  ['POST', `${phoneNumberId}/messages`, 'v26'],
  ['POST', `${phoneNumberId}/messages`, 'constructor'],
] as const)('%s %s of version %s is refused with 2500', async (method, path, version) => {
  await using stage = await GraphStage.open();
  const options: CallOptions = method === 'POST' ? { version, body: toAda } : { version };
  expect(refusalIn(await stage.call(method, path, options))).toEqual([400, 2500]);
  expect(stage.traces()).toEqual({ sends: 0, told: 0 });
});

test('the version is looked at before the token, and the token before the object', async () => {
  await using stage = await GraphStage.open();
  expect(refusalIn(await stage.call('GET', '1', { token: 'stolen', version: 'v1.0' }))).toEqual([400, 2500]);
  expect(refusalIn(await stage.call('GET', '1', { token: 'stolen' }))).toEqual([401, 190]);
  expect(refusalIn(await stage.call('GET', '1'))).toEqual([400, 100]);
});

test('a call without a token is refused with 0', async () => {
  await using stage = await GraphStage.open();
  expect(refusalIn(await stage.call('GET', phoneNumberId, { token: null }))).toEqual([401, 0]);
});

test('a token works until it expires, and then 190 says so with subcode 463', async () => {
  await using stage = await GraphStage.open();
  const { value } = stage.graph.tokens.issue({ grants: allGrantsFor(wabaId), livesSeconds: 60 });
  stage.time.advance(59_999);
  expect((await stage.call('GET', phoneNumberId, { token: value })).status).toBe(200);
  stage.time.advance(1);
  const reply = await stage.call('GET', phoneNumberId, { token: value });
  expect(reply.status).toBe(401);
  expect(errorIn(reply.body)).toMatchObject({ code: 190, error_subcode: 463, type: 'OAuthException' });
});

test('an invalidated token is refused with subcode 460 until it is restored', async () => {
  await using stage = await GraphStage.open();
  expect(stage.graph.tokens.invalidate(TOKEN)).toBe(true);
  expect(errorIn((await stage.send(toAda)).body)).toMatchObject({ code: 190, error_subcode: 460 });
  expect(stage.traces()).toEqual({ sends: 0, told: 0 });
  stage.graph.tokens.restore(TOKEN);
  expect((await stage.send(toAda)).status).toBe(200);
});

test.each([
  ['messages', { whatsapp_business_management: [wabaId] }, `${phoneNumberId}/messages`, [403, 131005]],
  ['management', { whatsapp_business_messaging: [wabaId] }, `${wabaId}/subscribed_apps`, [403, 10]],
  ['this account', { whatsapp_business_messaging: ['1'] }, `${phoneNumberId}/messages`, [400, 100]],
] as const)('a token that lacks %s is refused', async (_what, grants, path, refusal) => {
  await using stage = await GraphStage.open();
  stage.graph.tokens.grant(TOKEN, grants);
  expect(refusalIn(await stage.call('POST', path, { body: toAda }))).toEqual(refusal);
  expect(stage.traces()).toEqual({ sends: 0, told: 0 });
});

test("the app's own token may not send", async () => {
  await using stage = await GraphStage.open();
  expect(refusalIn(await stage.send(toAda, { token: APP_TOKEN }))).toEqual([400, 100]);
});

test('appsecret_proof is checked when it comes, and demanded when the app says so', async () => {
  const proof = createHmac('sha256', APP_SECRET).update(TOKEN).digest('hex');
  await using lenient = await GraphStage.open();
  expect((await lenient.call('GET', `${phoneNumberId}?appsecret_proof=${proof}`)).status).toBe(200);
  expect(refusalIn(await lenient.call('GET', `${phoneNumberId}?appsecret_proof=wrong`))).toEqual([400, 100]);
  await using strict = await GraphStage.open({ requireAppSecretProof: true });
  expect(refusalIn(await strict.call('GET', phoneNumberId))).toEqual([400, 100]);
  expect((await strict.send({ ...toAda, appsecret_proof: proof })).status).toBe(200);
});

test.each([
  ['GET', '999', 100, 33],
  ['GET', `${wabaId}/nothing`, 100, undefined],
  ['POST', `${wabaId}/phone_numbers`, 100, 33],
  ['DELETE', phoneNumberId, 100, 33],
  ['PUT', `${phoneNumberId}/messages`, 100, 33],
  ['GET', 'nobody', 2500, undefined],
  ['GET', '', 2500, undefined],
  ['POST', `${phoneNumberId}/register`, 136024, undefined],
  ['POST', `${phoneNumberId}/deregister`, 136024, undefined],
  ['POST', `${wabaId}/message_templates`, 10, undefined],
  ['DELETE', `${wabaId}/message_templates?name=order_ready`, 10, undefined],
  ['POST', `${phoneNumberId}/whatsapp_business_profile`, 100, undefined],
] as const)('%s %s is refused with %i and a trace', async (method, path, code, subcode) => {
  await using stage = await GraphStage.open();
  const error = errorIn((await stage.call(method, path)).body);
  expect([error.code, error.error_subcode]).toEqual([code, subcode]);
  expect(error.fbtrace_id).toMatch(/^A[\w-]{22}$/);
});

test('debug_token tells the app of a token, dead or alive', async () => {
  await using stage = await GraphStage.open();
  const ask = async (token: string, input: string) =>
    stage.call('GET', `debug_token?input_token=${encodeURIComponent(input)}`, { token });
  expect((await ask(APP_TOKEN, TOKEN)).body).toMatchObject({
    data: {
      app_id: '700111222333401',
      is_valid: true,
      expires_at: 0,
      granular_scopes: [{ scope: 'whatsapp_business_management', target_ids: [wabaId] }, { target_ids: [wabaId] }],
    },
  });
  expect((await ask(APP_TOKEN, 'unheard')).body).toMatchObject({ data: { is_valid: false, error: { code: 190 } } });
  const { value } = stage.graph.tokens.issue({ grants: allGrantsFor(wabaId) });
  expect(refusalIn(await ask(value, TOKEN))).toEqual([400, 100]);
  expect((await ask(value, value)).status).toBe(200);
  stage.graph.tokens.expire(value);
  expect((await ask(APP_TOKEN, value)).body).toMatchObject({ data: { is_valid: false, error: { subcode: 463 } } });
  expect(refusalIn(await stage.call('GET', 'debug_token', { token: APP_TOKEN }))).toEqual([400, 131008]);
});

test('a code becomes a token once, within 30 seconds, for the app itself', async () => {
  await using stage = await GraphStage.open();
  const order = { grants: allGrantsFor(wabaId), livesSeconds: 5_184_000 };
  const exchange = async (code: string, secret = APP_SECRET, client = '700111222333401') =>
    stage.call('GET', `oauth/access_token?client_id=${client}&client_secret=${secret}&code=${code}`, { token: null });
  const code = stage.graph.tokens.issueCode(order);
  expect(refusalIn(await exchange(code, 'guess'))).toEqual([400, 1]);
  expect(refusalIn(await exchange(code, APP_SECRET, '1'))).toEqual([401, 190]);
  const { body } = await exchange(code);
  expect(body).toEqual({ access_token: textLike(/^EAAG/), token_type: 'bearer', expires_in: 5_184_000 });
  expect(errorIn((await exchange(code)).body)).toMatchObject({ code: 100, error_subcode: 36009 });
  const late = stage.graph.tokens.issueCode(order);
  stage.time.advance(30_000);
  expect(errorIn((await exchange(late)).body)).toMatchObject({ code: 100, error_subcode: 36007 });
  expect(refusalIn(await exchange('made-up'))).toEqual([400, 100]);
  stage.time.advance(24 * 60 * 60 * 1000);
  expect(errorIn((await exchange(late)).body)).not.toHaveProperty('error_subcode');
});

test('every answer carries the usage headers, and management calls are counted in them', async () => {
  await using stage = await GraphStage.open();
  stage.graph.connection.disconnect('ACCOUNT_DISCONNECTED');
  for (let call = 0; call < 199; call += 1) stage.graph.managementRate.takeCall();
  const last = await stage.call('GET', wabaId);
  expect(last.status).toBe(200);
  expect(JSON.parse(last.headers.get('x-business-use-case-usage') ?? '')).toMatchObject({
    [wabaId]: [{ call_count: 100, estimated_time_to_regain_access: 60 }],
  });
  expect(refusalIn(await stage.call('GET', wabaId))).toEqual([400, 80007]);
  expect((await stage.call('GET', phoneNumberId)).status).toBe(200);
  stage.time.advance(60 * 60 * 1000);
  expect((await stage.call('GET', wabaId)).status).toBe(200);
});

test('an account with a registered number has 5000 management calls an hour', async () => {
  await using stage = await GraphStage.open();
  const taken = Array.from({ length: 5001 }, () => stage.graph.managementRate.takeCall());
  expect(taken.filter(Boolean)).toHaveLength(5000);
});
