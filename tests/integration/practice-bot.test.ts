import { expect } from 'vitest';
import { startPracticeBot } from '../../scripts/practice/bot/practice-bot.ts';
import { greetingFor } from '../../scripts/practice/bot/greetings.ts';
import { RelaySession } from '../support/relay-session.ts';
import { test } from './fixtures.ts';

test('the practice bot greets a newcomer, calls a person when asked for one, and leaves the rest to people', async ({
  world,
}) => {
  const ada = world.customer('Ada');
  await ada.writes('I wrote before the bot came');
  await world.settle();
  const bot = await startPracticeBot(world.relay.url, world.relay.bot.token);
  const session = await RelaySession.open(world.relay.url, world.relay.agent(0).token);

  const maya = world.customer('Maya');
  const phone = `+${maya.number}`;
  await maya.writes('Hello');
  expect(await session.texts(phone, 2)).toEqual(['Hello', greetingFor(phone)]);
  await world.settle();
  await maya.writes('Could I talk to a person please?');
  expect(await session.handoff(phone)).toMatchObject({ turnHolder: 'anyone' });

  await maya.writes('HELLO?? ANYBODY THERE??');
  await ada.writes('And now?');
  await session.texts(phone, 4);
  await session.texts(`+${ada.number}`, 2);
  await world.settle();
  expect(await world.sentTo('Maya')).toEqual([greetingFor(phone)]);
  expect(await world.sentTo('Ada')).toEqual([greetingFor(`+${ada.number}`)]);
  session.close();
  bot.close();
});
