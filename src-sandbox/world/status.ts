/** What Meta reports about a send; `accepted` is what the send call itself answered. */
export const reportedStatuses = ['sent', 'delivered', 'read', 'played', 'failed'] as const;
export type ReportedStatus = (typeof reportedStatuses)[number];
export type DeliveryStatus = 'accepted' | ReportedStatus;

const rank: Readonly<Record<DeliveryStatus, number>> = {
  accepted: 0,
  sent: 1,
  failed: 2,
  delivered: 3,
  read: 4,
  played: 5,
};

/** A status never goes down, and `failed` only counts before `delivered` (facts §2.2). */
export function furtherStatus(current: DeliveryStatus, next: DeliveryStatus): DeliveryStatus {
  return rank[next] > rank[current] ? next : current;
}
