/** Times of a node's lease, in milliseconds. */
export type NodeTimes = {
  /** A node that has not renewed for so long is dead to the others. */
  readonly leaseMs: number;
  /** It renews, and looks at the others and at free lanes, so often. */
  readonly beatMs: number;
};

/**
 * A dead node's lanes are taken within `leaseMs + beatMs` of its last renewal: 3.5 seconds, of the 5 in which consoles
 * are to be live again.
 */
export const NODE_TIMES: NodeTimes = { leaseMs: 3000, beatMs: 500 };
