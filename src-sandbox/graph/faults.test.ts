import { describe, expect, test } from 'vitest';
import { GraphStage, refusalIn } from '../testing/graph-stage.ts';
import { ADA, textTo, TOKEN } from '../testing/stage.ts';
import { defaultAccount } from '../world/account.ts';
import { callFaultSchema } from './call-fault.ts';
import { sendFaultSchema, type SendFaultOrder } from './send-fault.ts';

const toAda = textTo(`+${ADA}`, 'Hello');

async function openWith(...faults: readonly SendFaultOrder[]): Promise<GraphStage> {
  const stage = await GraphStage.open();
  for (const fault of faults) stage.graph.sendFaults.order(sendFaultSchema.parse(fault), 1);
  return stage;
}

describe('the next sends', () => {
  test('meet faults in turn, and then none', async () => {
    await using stage = await openWith(
      { kind: 'error-code', code: 190, subcode: 463 },
      { kind: 'error-code', code: 2 },
    );
    expect((await stage.send(toAda)).body).toMatchObject({ error: { code: 190, error_subcode: 463 } });
    expect(refusalIn(await stage.send(toAda))).toEqual([503, 2]);
    expect(stage.traces()).toEqual({ sends: 0, told: 0 });
    expect((await stage.send(toAda)).status).toBe(200);
  });

  test('are refused for as long as a fault stands', async () => {
    await using stage = await GraphStage.open();
    stage.graph.sendFaults.orderFor({ kind: 'error-code', code: 130429 }, 10_000);
    expect(refusalIn(await stage.send(toAda))).toEqual([400, 130429]);
    stage.time.advance(9999);
    expect(refusalIn(await stage.send(toAda))).toEqual([400, 130429]);
    stage.time.advance(1);
    expect((await stage.send(toAda)).status).toBe(200);
    expect(stage.traces()).toEqual({ sends: 1, told: 1 });
  });

  test('are lost without a trace when the line drops, and with one when only the answer is lost', async () => {
    await using stage = await openWith({ kind: 'drop' }, { kind: 'no-answer' });
    await expect(stage.send(toAda)).rejects.toThrow('fetch failed');
    expect(stage.traces()).toEqual({ sends: 0, told: 0 });
    await expect(stage.send(toAda)).rejects.toThrow('fetch failed');
    expect(stage.traces()).toEqual({ sends: 1, told: 1 });
  });

  test('are answered late, when the delay is over and not before', async () => {
    await using stage = await openWith({ kind: 'delay', delayMs: 60_000 });
    const reply = stage.send(toAda);
    expect(await stage.time.fireNext()).toBe(60_000);
    expect((await reply).status).toBe(200);
    expect(stage.accepted[0]?.acceptedAtMs).toBe(stage.time.nowMs());
  });

  test('are accepted and reported as failed', async () => {
    await using stage = await openWith({ kind: 'failed-status', code: 131049 });
    stage.customerWrites();
    expect((await stage.send(toAda)).status).toBe(200);
    expect(stage.accepted[0]?.fate).toEqual({ kind: 'fails', code: 131049 });
  });

  test('are no matter of marking as read, nor of a send that is ill-formed', async () => {
    await using stage = await openWith({ kind: 'error-code', code: 2 });
    const wamid = stage.customerWrites();
    expect((await stage.send({ messaging_product: 'whatsapp', status: 'read', message_id: wamid })).status).toBe(200);
    expect(refusalIn(await stage.send({ ...toAda, type: 'nonsense' }))).toEqual([400, 100]);
    expect(refusalIn(await stage.send(toAda))).toEqual([503, 2]);
  });
});

describe('the next calls of any kind', () => {
  test('meet a fault before their token is looked at', async () => {
    await using stage = await GraphStage.open();
    stage.graph.callFaults.order(callFaultSchema.parse({ kind: 'error-code', code: 4 }), 2);
    expect(refusalIn(await stage.call('GET', defaultAccount.wabaId, { token: 'stolen' }))).toEqual([400, 4]);
    expect(refusalIn(await stage.send(toAda))).toEqual([400, 4]);
    expect((await stage.call('GET', defaultAccount.wabaId)).status).toBe(200);
  });

  test('do their work behind a gateway that fails, when told so', async () => {
    await using stage = await GraphStage.open();
    const { url } = stage;
    const call = async (accepted: boolean): Promise<number> => {
      stage.graph.callFaults.order(callFaultSchema.parse({ kind: 'server-error', httpStatus: 502, accepted }), 1);
      const { status } = await fetch(`${url}/v26.0/${defaultAccount.phoneNumberId}/messages`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${TOKEN}` },
        body: JSON.stringify(toAda),
      });
      return status;
    };
    expect(await call(false)).toBe(502);
    expect(stage.traces().sends).toBe(0);
    expect(await call(true)).toBe(502);
    expect(stage.traces().sends).toBe(1);
  });

  test('are answered all the same when Graph refuses them', async () => {
    await using stage = await GraphStage.open();
    stage.graph.callFaults.order(callFaultSchema.parse({ kind: 'no-answer' }), 1);
    expect(refusalIn(await stage.call('GET', '1'))).toEqual([400, 100]);
  });
});
