import { randomUUID } from 'node:crypto';
import { Activity } from './activity.ts';
import type { ControlDeps } from './control/action.ts';
import { assembleGraph } from './graph/assemble-graph.ts';
import type { ClosedWindowAnswer } from './graph/closed-window.ts';
import type { GraphDeps } from './graph/graph-deps.ts';
import type { SandboxSettings } from './options.ts';
import { morning } from './play/morning/morning.ts';
import { Player } from './play/player.ts';
import { seededRandom, type Random } from './random.ts';
import { atSpeed, MovableTime, systemTime, type Time } from './time.ts';
import { Callback, type Handshake } from './webhooks/callback.ts';
import { connectionUpdate } from './webhooks/connection-update.ts';
import { Deliverer } from './webhooks/deliverer.ts';
import type { WebhookUpdate } from './webhooks/envelope.ts';
import type { BusinessAccount } from './world/account.ts';
import { createIds, type Ids } from './world/ids.ts';
import { MediaStore } from './world/media.ts';
import { NumberConnection } from './world/number-connection.ts';
import { PhoneShare } from './world/phone-share.ts';
import { PriceList } from './world/pricing.ts';
import type { AcceptedSend } from './world/sends.ts';
import { StatusDirector } from './world/status-director.ts';
import { Subscriptions } from './world/subscriptions.ts';
import { Throughput } from './world/throughput.ts';
import { World } from './world/world.ts';

/** Clock and timers; tests bring their own. */
export type Surroundings = { readonly time?: Time };

/** What the doors stand on. */
export type Parts = { readonly player: Player; readonly graph: GraphDeps; readonly control: ControlDeps };

/**
 * What all parts share. `pace` is the clock with pauses at the sandbox's speed. Each part draws from a stream of its own,
 * `randomFor` its name, so that what one part does more or less often moves nothing of another.
 */
type Base = {
  readonly settings: SandboxSettings;
  readonly account: BusinessAccount;
  readonly clock: MovableTime;
  readonly pace: Time;
  readonly ids: Ids;
  readonly activity: Activity;
  readonly randomFor: (part: string) => Random;
};

type Webhooks = {
  readonly callback: Callback;
  readonly subscriptions: Subscriptions;
  readonly deliverer: Deliverer;
  readonly deliver: (update: WebhookUpdate) => void;
};

type People = {
  readonly world: World;
  readonly throughput: Throughput;
  readonly connection: NumberConnection;
  readonly phoneShare: PhoneShare;
  readonly director: StatusDirector;
};

/** Of statuses, in the `realistic` mode of deliveries. */
const SHARE_OF_STATUSES_REPEATED = 0.1;

/** Puts the parts together; nothing runs yet. */
export function assemble(settings: SandboxSettings, surroundings: Surroundings): Parts {
  const base = baseOf(settings, surroundings);
  const { account, clock, ids, activity } = base;
  const { appSecret } = settings;
  const webhooks = webhooksOf(base);
  const people = peopleOf(base, webhooks);
  const verify = async (): Promise<Handshake> => webhooks.callback.verify(ids.challenge());
  const pointTo = async (url: string): Promise<Handshake> => webhooks.callback.pointTo(url, ids.challenge());
  const { world, director, phoneShare } = people;
  const media = new MediaStore({ nowMs: clock.nowMs, random: base.randomFor('media') });
  const inTurn = async (tell: () => void): Promise<void> => {
    webhooks.deliverer.inOrder(tell);
    await activity.idle();
  };
  const player = new Player({
    world,
    media,
    script: morning,
    seed: settings.seed,
    time: base.pace,
    verify,
    inTurn,
  });
  const closedWindow: { mode: ClosedWindowAnswer } = { mode: settings.closedWindow };
  const onAccepted = (send: AcceptedSend): void => {
    if (send.waId !== undefined) world.customers.phoneUsed(send.waId, send.acceptedAtMs);
    director.accepted(send);
    player.agentAnswered(send);
  };
  const graph: GraphDeps = assembleGraph({
    account,
    app: { id: settings.appId, secret: appSecret, name: 'Echodesk' },
    requireAppSecretProof: settings.requireAppSecretProof,
    token: settings.token,
    world,
    connection: people.connection,
    subscriptions: webhooks.subscriptions,
    throughput: people.throughput,
    media,
    ids,
    time: clock,
    random: base.randomFor('tokens'),
    closedWindow: () => closedWindow.mode,
    connect: (url, verifyToken) => new Callback({ appSecret, verifyToken }, url),
    onAccepted,
    onSync: (type) => {
      phoneShare.share(type, graph.onboarding.onboardedAtMs);
    },
  });
  const callersTime = surroundings.time ?? systemTime;
  const doors = { account, appSecret, graph, closedWindow, activity, clock, callersTime, verify, pointTo };
  return { player, graph, control: { ...doors, ...webhooks, world, director, phoneShare } };
}

function baseOf(settings: SandboxSettings, surroundings: Surroundings): Base {
  const seed = settings.seed ?? randomUUID();
  const randomFor = (part: string): Random => seededRandom(`${seed} ${part}`);
  const { time = systemTime } = surroundings;
  const { wabaId, phoneNumberId, displayPhoneNumber } = settings;
  const clock = new MovableTime(time);
  return {
    settings,
    account: { wabaId, phoneNumberId, displayPhoneNumber },
    clock,
    pace: atSpeed(clock, settings.speed),
    ids: createIds(randomFor),
    activity: new Activity(),
    randomFor,
  };
}

function webhooksOf({ settings, pace, activity, randomFor }: Base): Webhooks {
  const { appSecret, verifyToken, callbackUrl, deliveries } = settings;
  const callback = new Callback({ appSecret, verifyToken }, callbackUrl);
  const subscriptions = new Subscriptions(callback);
  const route = subscriptions.callbackFor.bind(subscriptions);
  const deliverer = new Deliverer({ route, time: pace, random: randomFor('deliveries'), activity }, deliveries);
  return { callback, subscriptions, deliverer, deliver: deliverer.deliver.bind(deliverer) };
}

function peopleOf(base: Base, { deliverer, deliver }: Webhooks): People {
  const { settings, account, clock, pace, ids, activity, randomFor } = base;
  const throughput = new Throughput({ nowMs: clock.nowMs, messagesPerSecond: settings.messagesPerSecond });
  const connection = new NumberConnection(clock.nowMs, (change) => {
    deliver(connectionUpdate(account, change, clock.nowMs()));
  });
  const world = new World({ account, ids, time: clock, throughput, connection, deliver });
  const phoneShare = new PhoneShare({ account, world, time: pace, random: randomFor('phone'), activity, deliver });
  const luck = randomFor('repeated statuses');
  const repeats = (): boolean => deliverer.mode === 'realistic' && luck.next() < SHARE_OF_STATUSES_REPEATED;
  const prices = new PriceList();
  const director = new StatusDirector(
    { account, world, prices, time: pace, random: randomFor('statuses'), activity, repeats, deliver },
    settings.statuses,
  );
  return { world, throughput, connection, phoneShare, director };
}
