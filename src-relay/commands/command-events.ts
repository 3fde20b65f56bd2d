import { Counter, type Registry } from 'prom-client';

import type { CommandAnswer } from '../../src-shared/domain/command.ts';

/** What the intake reports to metrics. */
export type CommandEvents = { readonly commandAnswered: (answer: CommandAnswer) => void };

export function createCommandEvents(registry: Registry): CommandEvents {
  const answers = new Counter({
    name: 'commands_answered_total',
    help: 'Commands of consoles, by answer',
    labelNames: ['outcome', 'code'],
    registers: [registry],
  });
  return { commandAnswered: ({ outcome, code }) => answers.inc({ outcome, code }) };
}
