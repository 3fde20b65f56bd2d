import { Gauge, type Registry } from 'prom-client';

/** What waits at this node, and for what. */
export const QUEUES = ['webhook_commit', 'delivery_marks', 'lane_changes', 'snapshots', 'greetings'] as const;
export type QueueName = (typeof QUEUES)[number];

export type QueueFigures = { readonly waiting: number; readonly running: number };

/** Shows how much waits in each of the queues that are watched, and how much of each runs, when the metrics are read. */
export function queueMetrics(registry: Registry) {
  const queues = new Map<QueueName, () => QueueFigures>();
  void new Gauge({
    name: 'relay_queue',
    help: 'What waits in the queues of this node, and what of them runs',
    labelNames: ['queue', 'state'],
    registers: [registry],
    collect() {
      for (const [queue, read] of queues) {
        for (const [state, count] of Object.entries(read())) this.set({ queue, state }, count);
      }
    },
  });
  return {
    /** `read` gives the figures when they are asked for. */
    watchQueue: (queue: QueueName, read: () => QueueFigures) => void queues.set(queue, read),
  };
}
