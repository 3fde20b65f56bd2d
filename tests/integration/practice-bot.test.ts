import { expect } from 'vitest';
import { greetingFor } from '../../scripts/practice/bot/greetings.ts';
import { startPracticeBot } from '../../scripts/practice/bot/practice-bot.ts';
import { RelaySession } from '../support/relay-session.ts';
import { test } from './fixtures.ts';

test('the practice bot greets a newcomer, calls a person when asked for one, and leaves the rest to people', async ({
  world,
}) => {
  const bot = await startPracticeBot(world.relay.url, world.relay.bot.token);
  const session = await RelaySession.open(world.relay.url, world.relay.agent(0).token);
  const [maya, bea] = [world.customer('Maya'), world.customer('Bea')];
  const [mayas, beas] = [`+${maya.number}`, `+${bea.number}`];

  await maya.writes('Hello');
  expect(await session.texts(mayas, 2)).toEqual(['Hello', greetingFor(mayas)]);
  await world.settle();
  await maya.writes('Could I talk to a person please?');
  await session.handoff(mayas);

  await maya.writes('HELLO?? ANYBODY THERE??');
  await session.texts(mayas, 4);
  // The bot takes one after the other: when it greets Bea, it has let Maya be.
  await bea.writes('Good morning');
  expect(await session.texts(beas, 2)).toContain(greetingFor(beas));
  await world.phone.answers('Bea', 'I am here myself');
  await session.texts(beas, 3);
  await bea.writes('THEN GIVE ME A PERSON');
  await session.texts(beas, 4);
  await world.customer('Cleo').writes('Hi');
  await session.texts(`+${world.customer('Cleo').number}`, 2);
  expect(await session.texts(mayas, 4)).toHaveLength(4);
  expect(await session.texts(beas, 4)).toHaveLength(4);
  expect(session.handoffs).toEqual([mayas]);
  session.close();
  bot.close();
});
