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

  test('of one message every 6 seconds can be kept for ever', () => {
    let nowMs = 0;
    const pace = new PairRate(() => nowMs);
    for (let count = 0; count < 1000; count += 1, nowMs += 6000) {
      expect(pace.hasRoom(ADA)).toBe(true);
      pace.countSend(ADA);
    }
  });
});
