import { describe, expect, test } from 'vitest';
import { GraphStage, refusalIn } from '../testing/graph-stage.ts';
import { ADA, textTo } from '../testing/stage.ts';
import { PairRate } from '../world/pair-rate.ts';

const to = (index: number): string => `+4477009001${String(index).padStart(2, '0')}`;

describe('throughput', () => {
  test('is 20 messages a second, in and out together, in a sliding second', async () => {
    await using stage = await GraphStage.open({ messagesPerSecond: 20 });
    for (let index = 0; index < 10; index += 1) stage.customerWrites(to(index).slice(1));
    stage.time.advance(500);
    for (let index = 0; index < 10; index += 1) {
      expect((await stage.send(textTo(to(index), 'hi'))).status).toBe(200);
    }
    expect(refusalIn(await stage.send(textTo(to(11), 'hi')))).toEqual([400, 130429]);
    expect(stage.traces()).toEqual({ sends: 10, told: 10 });
    stage.time.advance(500);
    expect((await stage.send(textTo(to(11), 'hi'))).status).toBe(200);
  });

  test('never stops a customer, and is no matter of marking as read', async () => {
    await using stage = await GraphStage.open({ messagesPerSecond: 20 });
    const wamids = Array.from({ length: 100 }, (_writing, index) => stage.customerWrites(to(index % 50).slice(1)));
    expect(new Set(wamids).size).toBe(100);
    expect(refusalIn(await stage.send(textTo(to(0), 'hi')))).toEqual([400, 130429]);
    const read = { messaging_product: 'whatsapp', status: 'read', message_id: wamids[0] };
    expect((await stage.send(read)).status).toBe(200);
  });

  test('is looked at before the body, and a refused send uses none of it', async () => {
    await using stage = await GraphStage.open({ messagesPerSecond: 1 });
    stage.customerWrites();
    stage.time.advance(1000);
    const broken = textTo(`+${ADA}`, '');
    expect(refusalIn(await stage.send(broken))).toEqual([400, 100]);
    expect((await stage.send(textTo(`+${ADA}`, 'hi'))).status).toBe(200);
    expect(refusalIn(await stage.send(broken))).toEqual([400, 130429]);
  });
});

describe('a send whose answer is delayed', () => {
  test('takes its room when it is accepted: of 30 at once, 20 get it', async () => {
    await using stage = await GraphStage.open({ messagesPerSecond: 20 });
    stage.graph.sendFaults.order({ kind: 'delay', delayMs: 500 }, 30);
    const replies = Array.from({ length: 30 }, async (_send, index) => stage.send(textTo(to(index), 'hi')));
    await stage.time.untilWaiting(30);
    for (let fired = 0; fired < 30; fired += 1) await stage.time.fireNext();
    const statuses = (await Promise.all(replies)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    expect(stage.traces()).toEqual({ sends: 20, told: 20 });
  });

  test('is refused when the number was cut off meanwhile', async () => {
    await using stage = await GraphStage.open();
    stage.graph.sendFaults.order({ kind: 'delay', delayMs: 500 }, 1);
    const reply = stage.send(textTo(to(1), 'hi'));
    await stage.time.untilWaiting(1);
    stage.graph.connection.disconnect('ACCOUNT_DISCONNECTED');
    await stage.time.fireNext();
    expect(refusalIn(await reply)).toEqual([400, 133010]);
    expect(stage.traces()).toEqual({ sends: 0, told: 0 });
  });
});

describe('the pace to one user', () => {
  test('allows 45 in a burst, and then asks for the time that was borrowed', () => {
    let nowMs = 0;
    const pace = new PairRate(() => nowMs);
    for (let count = 0; count < 45; count += 1) {
      expect(pace.hasRoom(ADA)).toBe(true);
      pace.countSend(ADA);
    }
    expect(pace.hasRoom(ADA)).toBe(false);
    nowMs = 45 * 6000 - 1;
    expect(pace.hasRoom(ADA)).toBe(false);
    nowMs += 1;
    expect(pace.hasRoom(ADA)).toBe(true);
  });

  test('is refused with 131056 for that user alone', async () => {
    await using stage = await GraphStage.open();
    stage.customerWrites();
    for (let count = 0; count < 20; count += 1) await stage.send(textTo(`+${ADA}`, 'hi'));
    stage.time.advance(6000);
    expect(refusalIn(await stage.send(textTo(`+${ADA}`, 'hi')))).toEqual([400, 131056]);
    expect(stage.traces()).toEqual({ sends: 20, told: 20 });
    expect((await stage.send(textTo(to(1), 'hi'))).status).toBe(200);
    stage.time.advance(114_000);
    expect((await stage.send(textTo(`+${ADA}`, 'hi'))).status).toBe(200);
  });

  test('is one pace however the number is written, and though nobody has WhatsApp there', async () => {
    await using stage = await GraphStage.open();
    const spellings = ['+447700999111', '+44 7700 999111', '+44-7700-999111', '+44 (7700) 999 111', '7700999111'];
    for (let count = 0; count < 45; count += 1) {
      const spelling = spellings[count % spellings.length] ?? '';
      expect((await stage.send(textTo(spelling, 'hi'))).status).toBe(200);
    }
    expect(refusalIn(await stage.send(textTo('+44.7700.999.111', 'hi')))).toEqual([400, 131056]);
  });

  test('of one message every 6 seconds can be kept for ever', () => {
    let nowMs = 0;
    const pace = new PairRate(() => nowMs);
    for (let count = 0; count < 1000; count += 1, nowMs += 6000) {
      expect(pace.hasRoom(ADA)).toBe(true);
      pace.countSend(ADA);
    }
  });
});

test('the pace of users whose time is over is forgotten', () => {
  let nowMs = 0;
  const pace = new PairRate(() => nowMs);
  for (let user = 0; user < 1000; user += 1) pace.countSend(`user ${user}`);
  nowMs = 5 * 60_000;
  for (let count = 0; count < 45; count += 1) pace.countSend(ADA);
  expect(pace.size).toBe(1);
  expect(pace.hasRoom(ADA)).toBe(false);
});
