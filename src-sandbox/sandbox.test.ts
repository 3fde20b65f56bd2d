import { expect, test } from 'vitest';
import { ADA, callGraph, setStage, textTo } from './testing/stage.ts';

test('a customer writes, the business answers by API, and the ticks go sent, delivered, read', async () => {
  await using stage = await setStage();
  const { sandbox, receiver } = stage;
  await sandbox.control.customerWrites({ from: ADA, name: 'Ada Finch', text: 'Is it open?' });
  const answer = await callGraph(sandbox, textTo(`+${ADA}`, 'Yes, until six'));
  expect(answer.status).toBe(200);
  await sandbox.control.settle();
  expect(receiver.posts).toHaveLength(4);
  const { customers } = await sandbox.control.state();
  expect(customers[0]?.messages.map(({ author, text, status }) => [author, text, status])).toEqual([
    ['customer', 'Is it open?', 'delivered'],
    ['api', 'Yes, until six', 'read'],
  ]);
});
