import type { Message } from '../../src-shared/domain/message.ts';
import type { Outcome } from './run.ts';
import { View } from './view.ts';

const MS_PER_SECOND = 1000;
const MOST_OF_A_KIND = 20;

export type Metrics = Readonly<Record<string, number>>;

/** The figures of the last line. `lost` to `seqGaps`, and `crashes`, must be zero; `unknown` and `failed` are told so. */
export function metricsOf({ findings, kills, evidence, mishaps, crashes, deliveries }: Outcome, ms: number): Metrics {
  const told = messagesOf(evidence.log);
  const count = (status: Message['status']) => told.filter((message) => message.status === status).length;
  return {
    kills: Object.values(kills).reduce((sum, each) => sum + each, 0),
    webhooks: deliveries.delivered,
    sends: evidence.accepted.length,
    lost: findings.lost.length,
    duplicated: findings.duplicated.length,
    outOfOrder: findings.outOfOrder.length,
    seqGaps: findings.seqGaps.length,
    events: evidence.log.length,
    replies: evidence.replies.length,
    unknown: count('unknown'),
    failed: count('failed'),
    failedDeliveries: deliveries.failedAttempts,
    mishaps,
    crashes,
    ...Object.fromEntries(Object.entries(kills).map(([kind, each]) => [`${kind}Kills`, each])),
    seconds: Math.round(ms / MS_PER_SECOND),
  };
}

/** One sentence for each thing that is wrong, some of each kind at most. */
export function problemsOf({ findings, crashes, unhealed }: Outcome): readonly string[] {
  const found = Object.entries(findings).flatMap(([kind, sentences]) => [
    ...sentences.slice(0, MOST_OF_A_KIND).map((sentence) => `${kind}: ${sentence}`),
    ...(sentences.length > MOST_OF_A_KIND ? [`${kind}: and ${sentences.length - MOST_OF_A_KIND} more`] : []),
  ]);
  return [
    ...found,
    ...(unhealed === null ? [] : [`not healed: ${unhealed}`]),
    ...(crashes === 0 ? [] : [`crashes: relay nodes ended by themselves, ${crashes} times`]),
  ];
}

/** In the shape of a test tool's report, for `npm test`: the run is one test. */
export function testReport(problems: readonly string[]) {
  const failed = problems.length === 0 ? 0 : 1;
  return { numPassedTests: 1 - failed, numFailedTests: failed, success: failed === 0 };
}

function messagesOf(log: Outcome['evidence']['log']): readonly Message[] {
  const view = new View();
  for (const seen of log) view.apply(seen);
  return view.messages;
}
