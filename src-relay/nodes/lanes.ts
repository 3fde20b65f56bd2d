import type { WorkspaceId } from '../../src-shared/domain/ids.ts';

/** One life of a node among the others; a process that was taken for dead begins another one. */
export type NodeId = string;

/** How often the lane of a workspace has changed hands. A change with an older one is refused at its commit. */
export type Fence = number;

/**
 * Which workspaces this node works for. A lane is held by one node: it applies what is received, and looks after what
 * is late. Answering consoles and taking commands is any node's business; PostgreSQL's lock on the workspace's row is
 * what keeps changes apart, the lane keeps work from being done twice. See docs/adr/0010-lanes-leases-fences.md.
 */
export type Lanes = {
  /** This node, for what it puts its name to. Ask at each use: it is another one after the node was taken for dead. */
  readonly node: NodeId;
  /** No other node lives. */
  readonly isAlone: boolean;
  /** The fence with which this node holds the lane; takes it when it is free. Undefined where it is another node's. */
  hold(workspaceId: WorkspaceId): Promise<Fence | undefined>;
  /** The same for a lane that this node holds already, without asking the database. */
  held(workspaceId: WorkspaceId): Fence | undefined;
  /**
   * A lane has come to this node, from nobody or from a node that died: what waits in it is this node's work now. Also
   * told of each lane that this node still has after it could not be sure of it for a while.
   */
  onTaken(listener: (workspaceId: WorkspaceId) => void): () => void;
  /**
   * Another node has ended or died: what it had in hand is anybody's. At most one living node hears of each, and none
   * if that one dies at this moment: whoever listens also looks, at times, for what belongs to no row of `node`.
   */
  onNodeLost(listener: (node: NodeId) => void): () => void;
  /** This node was taken for dead while it was not, and is another one now. What it had in hand is anybody's. */
  onStartedOver(listener: (node: NodeId) => void): () => void;
};

/** The lane has gone to another node since: the change did not happen. */
export class LaneLostError extends Error {
  override name = 'LaneLostError';
}
