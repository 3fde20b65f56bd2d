import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

import type { MessageDelay } from '../../src-shared/domain/message-delay.ts';
import type { SendOutcome } from '../cloud-api/send-outcome.ts';
import type { Logger } from '../observability/logger.ts';
import type { NextStep } from './retry-policy.ts';
import type { NumberTarget, SendTarget } from './send-wakes.ts';

/** What sending reports, to metrics and to the log. None of these throws. */
export type OutboundEvents = {
  readonly called: (call: SendCall) => void;
  /** An attempt was found in the middle of a call that nobody makes any more. */
  readonly callLost: (target: SendTarget) => void;
  /** An API address does not answer, and is left alone; or it answers again. */
  readonly circuitChanged: (url: string, isOpen: boolean) => void;
  /** A message that is due can't leave now. */
  readonly waited: (reason: MessageDelay['reason']) => void;
  readonly fault: (target: SendTarget | NumberTarget, error: unknown) => void;
};

export type SendCall = {
  readonly target: SendTarget;
  readonly outcome: SendOutcome;
  readonly step: NextStep;
  readonly tries: number;
  readonly milliseconds: number;
};

const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
const MS_PER_SECOND = 1000;

export function createOutboundEvents(registry: Registry, logger: Logger): OutboundEvents {
  const registers = [registry];
  const calls = new Counter({
    name: 'cloud_api_calls_total',
    help: 'Calls to send a message, by what came of them',
    labelNames: ['outcome', 'step', 'code'],
    registers,
  });
  const duration = new Histogram({
    name: 'cloud_api_call_seconds',
    help: 'Duration of a call to send a message',
    buckets: SECONDS,
    registers,
  });
  const lost = new Counter({
    name: 'cloud_api_calls_lost_total',
    help: 'Calls during which the relay died',
    registers,
  });
  const faults = new Counter({
    name: 'send_faults_total',
    help: "Times that a conversation or a number could not be looked at, by a fault of the relay's own or its database's",
    registers,
  });
  const circuits = new Gauge({
    name: 'cloud_api_circuit_open',
    help: 'API addresses that do not answer and are left alone: 1 while that is so',
    labelNames: ['url'],
    registers,
  });
  const waits = new Counter({
    name: 'send_waits_total',
    help: 'Messages that were due and had to wait, by reason',
    labelNames: ['reason'],
    registers,
  });
  return {
    circuitChanged: (url, isOpen) => {
      circuits.set({ url }, isOpen ? 1 : 0);
      logger.warn({ event: isOpen ? 'cloud_api.left_alone' : 'cloud_api.answers', url });
    },
    waited: (reason) => waits.inc({ reason }),
    called: ({ target, outcome, step, tries, milliseconds }) => {
      const code = 'code' in outcome && outcome.code !== null ? String(outcome.code) : '';
      calls.inc({ outcome: outcome.kind, step: step.kind, code });
      duration.observe(milliseconds / MS_PER_SECOND);
      if (outcome.kind === 'accepted') return;
      const { kind, detail } = outcome;
      logger.warn({ event: 'send.not_accepted', ...target, tries, outcome: kind, step: step.kind, detail });
    },
    callLost: (target) => {
      lost.inc();
      logger.warn({ event: 'send.call_lost', ...target });
    },
    fault: (target, err) => {
      faults.inc();
      logger.error({ event: 'send.fault', ...target, err });
    },
  };
}
