/** What can be killed; `backend` is the process behind one of PostgreSQL's connections. */
export const VICTIM_KINDS = ['node', 'postgres', 'backend', 'nats', 'console'] as const;
export type VictimKind = (typeof VICTIM_KINDS)[number];

/** A part that is killed, and brought up again as a service manager or a person would. */
export type Victim = {
  readonly kind: VictimKind;
  readonly name: string;
  /** SIGKILL now; false where there is nothing to kill at this moment. */
  readonly kill: () => Promise<boolean>;
  /** Resolves when it serves again, or with false when it has been killed meanwhile. */
  readonly bringBack: () => Promise<boolean>;
};
