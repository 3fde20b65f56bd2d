import { describe, expect, test } from 'vitest';
import { GraphStage, refusalIn } from '../testing/graph-stage.ts';
import { textLike } from '../testing/matching.ts';
import { Receiver } from '../testing/receiver.ts';
import { ADA, textTo, VERIFY_TOKEN } from '../testing/stage.ts';
import { defaultAccount } from '../world/account.ts';

const { phoneNumberId, wabaId } = defaultAccount;

const override = (url: string, token: string) => ({ override_callback_uri: url, verify_token: token });

const ask = async (stage: GraphStage, type: string) =>
  stage.call('POST', `${phoneNumberId}/smb_app_data`, { body: { messaging_product: 'whatsapp', sync_type: type } });

const order = (...users: readonly unknown[]) => ({
  body: { messaging_product: 'whatsapp', block_users: users },
});

describe('the subscription', () => {
  test('is there at the start, ends, and begins again', async () => {
    await using stage = await GraphStage.open({ callbackUrl: 'http://127.0.0.1:1/hook' });
    const { subscriptions } = stage.graph;
    const path = `${wabaId}/subscribed_apps`;
    expect((await stage.call('GET', path)).body).toMatchObject({
      data: [{ whatsapp_business_api_data: { id: '700111222333401', name: 'Echodesk' } }],
    });
    expect((await stage.call('DELETE', path)).body).toEqual({ success: true });
    expect((await stage.call('GET', path)).body).toEqual({ data: [] });
    expect(subscriptions.callbackFor('messages')).toBeUndefined();
    expect((await stage.call('POST', path)).body).toEqual({ success: true });
    expect(subscriptions.callbackFor('messages')?.url).toBe('http://127.0.0.1:1/hook');
  });

  test('may have other addresses, number before account, for messages and not for the rest', async () => {
    await using account = await new Receiver('account-secret').start();
    await using number = await new Receiver('number-secret').start();
    await using stage = await GraphStage.open({ callbackUrl: 'http://127.0.0.1:1/hook' });
    const { subscriptions } = stage.graph;
    const accountOrder = { body: override(account.url, 'account-secret') };
    expect((await stage.call('POST', `${wabaId}/subscribed_apps`, accountOrder)).body).toEqual({ success: true });
    expect(account.handshakes).toHaveLength(1);
    expect(subscriptions.callbackFor('messages')?.url).toBe(account.url);
    expect(subscriptions.callbackFor('history')?.url).toBe('http://127.0.0.1:1/hook');
    const numberOrder = { body: { webhook_configuration: override(number.url, 'number-secret') } };
    expect((await stage.call('POST', phoneNumberId, numberOrder)).body).toEqual({ success: true });
    expect(subscriptions.callbackFor('messages')?.url).toBe(number.url);
    expect((await stage.call('GET', `${phoneNumberId}?fields=webhook_configuration`)).body).toMatchObject({
      webhook_configuration: {
        phone_number: number.url,
        whatsapp_business_account: account.url,
        application: 'http://127.0.0.1:1/hook',
      },
    });
    await stage.call('POST', phoneNumberId, { body: { webhook_configuration: { override_callback_uri: '' } } });
    expect(subscriptions.callbackFor('messages')?.url).toBe(account.url);
    await stage.call('POST', `${wabaId}/subscribed_apps`);
    expect(subscriptions.callbackFor('messages')?.url).toBe('http://127.0.0.1:1/hook');
  });

  test.each([
    ['a wrong verify token', { verify_token: 'guess' }, 2200],
    ['no verify token', { verify_token: undefined }, 131008],
    ['an address that is none', { override_callback_uri: 'nowhere' }, 100],
    ['an address of 201 characters', { override_callback_uri: `http://127.0.0.1/${'x'.repeat(184)}` }, 100],
    ['an address where nobody listens', { override_callback_uri: 'http://127.0.0.1:1/' }, 2200],
  ])('keeps its address when the override has %s', async (_what, change, code) => {
    await using receiver = await new Receiver(VERIFY_TOKEN).start();
    await using stage = await GraphStage.open({ callbackUrl: receiver.url });
    const body = { override_callback_uri: receiver.url, verify_token: VERIFY_TOKEN, ...change };
    expect(refusalIn(await stage.call('POST', `${wabaId}/subscribed_apps`, { body }))).toEqual([400, code]);
    expect(stage.graph.subscriptions.override('account')).toBeUndefined();
  });
});

describe('what the phone shares', () => {
  test('can be asked for once each', async () => {
    await using stage = await GraphStage.open();
    expect((await ask(stage, 'smb_app_state_sync')).body).toEqual({
      messaging_product: 'whatsapp',
      request_id: textLike(/\w/),
    });
    expect((await ask(stage, 'history')).status).toBe(200);
    expect(refusalIn(await ask(stage, 'history'))).toEqual([400, 2593107]);
    expect(stage.syncs).toEqual(['smb_app_state_sync', 'history']);
  });

  test('must be asked for within 24 hours of onboarding', async () => {
    await using stage = await GraphStage.open();
    stage.time.advance(24 * 60 * 60 * 1000);
    expect(refusalIn(await ask(stage, 'history'))).toEqual([400, 2593108]);
    stage.graph.onboarding.repeat();
    expect((await ask(stage, 'history')).status).toBe(200);
  });

  test('is refused when the order can not be read, or the number is cut off', async () => {
    await using stage = await GraphStage.open();
    expect(refusalIn(await ask(stage, 'everything'))).toEqual([400, 100]);
    stage.graph.connection.disconnect('ACCOUNT_DISCONNECTED');
    expect(refusalIn(await ask(stage, 'history'))).toEqual([400, 133010]);
    expect(stage.syncs).toEqual([]);
  });
});

describe('blocking', () => {
  const EVE = '447700900666';
  const path = `${phoneNumberId}/block_users`;

  test('takes those who wrote lately, and tells who could not be blocked', async () => {
    await using stage = await GraphStage.open();
    stage.customerWrites(EVE);
    stage.time.advance(24 * 60 * 60 * 1000);
    stage.customerWrites(ADA);
    const mixed = await stage.call('POST', path, order({ user: `+${ADA}` }, { user: `+${EVE}` }, { user_id: 'GB.1' }));
    expect(refusalIn(mixed)).toEqual([400, 139100]);
    expect(mixed.body).toMatchObject({
      block_users: {
        added_users: [{ input: `+${ADA}`, wa_id: ADA }],
        failed_users: [{ input: `+${EVE}` }, { input: 'GB.1' }],
      },
    });
    expect((await stage.call('GET', path)).body).toMatchObject({ data: [{ wa_id: ADA }] });
    expect(refusalIn(await stage.send(textTo(`+${ADA}`, 'hi')))).toEqual([400, 130403]);
  });

  test('ends', async () => {
    await using stage = await GraphStage.open();
    stage.customerWrites(ADA);
    const userId = stage.graph.world.customers.byWaId(ADA)?.userId;
    expect((await stage.call('POST', path, order({ user_id: userId }))).body).toMatchObject({
      block_users: { added_users: [{ user_id: userId }] },
    });
    expect((await stage.call('DELETE', path, order({ user: `+${ADA}` }))).body).toMatchObject({
      block_users: { removed_users: [{ wa_id: ADA }] },
    });
    expect(refusalIn(await stage.call('DELETE', path, order({ user: `+${ADA}` })))).toEqual([400, 139100]);
    expect((await stage.call('GET', path)).body).toEqual({ data: [] });
    expect((await stage.send(textTo(`+${ADA}`, 'hi'))).status).toBe(200);
  });

  test('refuses a list that is none', async () => {
    await using stage = await GraphStage.open();
    expect(refusalIn(await stage.call('POST', path, order()))).toEqual([400, 100]);
    expect(refusalIn(await stage.call('POST', path, order({ name: 'Ada' })))).toEqual([400, 100]);
  });
});
