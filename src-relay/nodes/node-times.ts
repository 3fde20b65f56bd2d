/** Times of a node's lease, in milliseconds. */
export type NodeTimes = {
  /** A node that has not renewed for so long is dead to the others. */
  readonly leaseMs: number;
  /** It renews, and looks at the others and at free lanes, so often. */
  readonly beatMs: number;
};

/**
 * A dead node is found within `leaseMs + beatMs` of its last renewal, by one of the others; the rest know a beat later.
 * With a look of a second where nothing carries hints, that is 4.5 of the 5 seconds in which consoles are to be live
 * again.
 */
export const NODE_TIMES: NodeTimes = { leaseMs: 2500, beatMs: 500 };
