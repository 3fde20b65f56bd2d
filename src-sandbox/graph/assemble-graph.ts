import { FaultQueue } from '../fault-queue.ts';
import type { Random } from '../random.ts';
import { ManagementRate } from '../world/management-rate.ts';
import { MarketingStops } from '../world/marketing-stops.ts';
import { Onboarding } from '../world/onboarding.ts';
import { PairRate } from '../world/pair-rate.ts';
import { templateCatalogue } from '../world/template-catalogue.ts';
import { Templates } from '../world/templates.ts';
import { allGrantsFor, Tokens, type MetaApp } from '../world/tokens.ts';
import type { CallFault } from './call-fault.ts';
import type { GraphDeps } from './graph-deps.ts';
import type { SendFault } from './send-fault.ts';

type Given =
  | 'account'
  | 'world'
  | 'connection'
  | 'subscriptions'
  | 'throughput'
  | 'media'
  | 'ids'
  | 'time'
  | 'requireAppSecretProof'
  | 'closedWindow'
  | 'connect'
  | 'onAccepted'
  | 'onSync';

export type GraphSetup = Pick<GraphDeps, Given> & {
  readonly app: MetaApp;
  /** The business token that works from the start and does not expire. */
  readonly token: string;
  readonly random: Random;
};

/** Graph over a world, with the stores that are Graph's own. */
export function assembleGraph({ token, random, ...given }: GraphSetup): GraphDeps {
  const { nowMs } = given.time;
  const tokens = new Tokens({ app: given.app, nowMs, random });
  tokens.issue({ grants: allGrantsFor(given.account.wabaId) }, token);
  return {
    ...given,
    tokens,
    templates: new Templates(templateCatalogue),
    marketingStops: new MarketingStops(),
    onboarding: new Onboarding(nowMs),
    pairRate: new PairRate(nowMs),
    managementRate: new ManagementRate({ nowMs, hasRegisteredNumber: () => given.connection.isConnected }),
    sendFaults: new FaultQueue<SendFault>(nowMs),
    callFaults: new FaultQueue<CallFault>(nowMs),
  };
}
