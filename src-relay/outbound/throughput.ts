/** What the provider allows a number, in messages per second, in and out together. */
export type ThroughputOf = (providerNumberId: string) => number;

/** A coexistence number's (facts §5.10): what is not told otherwise is taken for one. A normal number may carry 80. */
export const COEXISTENCE_MESSAGES_PER_SECOND = 20;

type OwnThroughput = { readonly throughput?: number | undefined };

/** `numbers`: settings of their own, by the provider's id. */
export function throughputFrom(numbers: Readonly<Record<string, OwnThroughput>>): ThroughputOf {
  return (id) => (Object.hasOwn(numbers, id) ? numbers[id]?.throughput : undefined) ?? COEXISTENCE_MESSAGES_PER_SECOND;
}
