import type { FaultQueue } from '../fault-queue.ts';
import type { Time } from '../time.ts';
import type { Callback } from '../webhooks/callback.ts';
import type { BusinessAccount } from '../world/account.ts';
import type { Ids } from '../world/ids.ts';
import type { ManagementRate } from '../world/management-rate.ts';
import type { MarketingStops } from '../world/marketing-stops.ts';
import type { MediaStore } from '../world/media.ts';
import type { NumberConnection } from '../world/number-connection.ts';
import type { Onboarding, SyncType } from '../world/onboarding.ts';
import type { PairRate } from '../world/pair-rate.ts';
import type { AcceptedSend } from '../world/sends.ts';
import type { Subscriptions } from '../world/subscriptions.ts';
import type { Templates } from '../world/templates.ts';
import type { Throughput } from '../world/throughput.ts';
import type { MetaApp, Tokens } from '../world/tokens.ts';
import type { World } from '../world/world.ts';
import type { ClosedWindowAnswer } from './closed-window.ts';
import type { CallFault } from './call-fault.ts';
import type { SendFault } from './send-fault.ts';

/** The parts of the world that Graph answers from, and what it tells of. */
export type GraphDeps = {
  readonly account: BusinessAccount;
  readonly app: MetaApp;
  /** "Require App Secret": every call must carry `appsecret_proof` (facts §5.1). */
  readonly requireAppSecretProof: boolean;
  readonly tokens: Tokens;
  readonly world: World;
  readonly connection: NumberConnection;
  readonly media: MediaStore;
  readonly templates: Templates;
  readonly marketingStops: MarketingStops;
  readonly subscriptions: Subscriptions;
  readonly onboarding: Onboarding;
  readonly throughput: Throughput;
  readonly pairRate: PairRate;
  readonly managementRate: ManagementRate;
  readonly ids: Ids;
  /** Unscaled: what a caller waits for is no pause of the world. */
  readonly time: Time;
  readonly closedWindow: () => ClosedWindowAnswer;
  /** What the next sends meet. */
  readonly sendFaults: FaultQueue<SendFault>;
  /** What the next calls of any kind meet. */
  readonly callFaults: FaultQueue<CallFault>;
  /** A callback for an override, with the verify token of its own. */
  readonly connect: (url: string, verifyToken: string) => Callback;
  readonly onAccepted: (send: AcceptedSend) => void;
  /** The phone is asked for its address book or its history. */
  readonly onSync: (type: SyncType, requestId: string) => void;
};
