import { expect } from 'vitest';
import { RelaySession } from '../support/relay-session.ts';
import { test } from './fixtures.ts';

const MESSAGES = 200;
const KILL_AFTER = 60;

test('a relay killed while webhooks come in has every message once and in order after its restart', async ({
  world,
}) => {
  const ada = world.customer('Ada');
  const start = Date.now() - MESSAGES * 1000;
  const written = Array.from({ length: MESSAGES }, (_none, index) => `message ${index}`);
  for (const [index, text] of written.entries()) {
    await ada.writes(text, new Date(start + index * 1000));
    if (index === KILL_AFTER) await world.relay.kill();
    if (index === 2 * KILL_AFTER) await world.relay.startAgain();
  }
  await world.settle();

  const session = await RelaySession.open(world.relay.url, world.relay.agent(0).token);
  expect(await session.allTexts(`+${ada.number}`, MESSAGES)).toEqual(written);
  expect(session.phones).toEqual([`+${ada.number}`]);
  session.close();
});
