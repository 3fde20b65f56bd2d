import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { Activity } from './activity.ts';
import { ControlClient } from './control-client.ts';
import type { ControlDeps } from './control/action.ts';
import { openControlDoor } from './control/control-door.ts';
import { assembleGraph } from './graph/assemble-graph.ts';
import type { ClosedWindowAnswer } from './graph/closed-window.ts';
import { openGraphDoor, refuseUnroutable } from './graph/graph-door.ts';
import type { GraphDeps } from './graph/graph-deps.ts';
import { acceptRawBodies } from './json-body.ts';
import { sandboxOptionsSchema, type SandboxOptions, type SandboxSettings } from './options.ts';
import { openPage } from './page/page-door.ts';
import { morning } from './play/morning/morning.ts';
import { Player } from './play/player.ts';
import { seededRandom, type Random } from './random.ts';
import { atSpeed, MovableTime, systemTime, type Time } from './time.ts';
import { Callback, type Handshake } from './webhooks/callback.ts';
import { Deliverer } from './webhooks/deliverer.ts';
import { connectionUpdate } from './webhooks/connection-update.ts';
import type { WebhookUpdate } from './webhooks/envelope.ts';
import type { BusinessAccount } from './world/account.ts';
import { createIds } from './world/ids.ts';
import { MediaStore } from './world/media.ts';
import { NumberConnection } from './world/number-connection.ts';
import { PhoneShare } from './world/phone-share.ts';
import { PriceList } from './world/pricing.ts';
import type { AcceptedSend } from './world/sends.ts';
import { StatusDirector } from './world/status-director.ts';
import { Subscriptions } from './world/subscriptions.ts';
import { Throughput } from './world/throughput.ts';
import { World } from './world/world.ts';

/** A running pretend Meta. Dispose it to close its port and drop everything pending. */
export type Sandbox = AsyncDisposable & {
  /** Base of the Graph API (`${url}/v26.0/…`) and of the control door. */
  readonly url: string;
  /** For playing customer and owner by hand in a browser. */
  readonly page: string;
  readonly account: BusinessAccount;
  /** Talks to this sandbox over HTTP. */
  readonly control: ControlClient;
  readonly close: () => Promise<void>;
};

/** Clock, timers and randomness; tests bring their own. */
export type Surroundings = { readonly time?: Time; readonly random?: Random };

/** Of statuses, in the `realistic` mode of deliveries. */
const SHARE_OF_STATUSES_REPEATED = 0.1;

type Parts = {
  readonly account: BusinessAccount;
  readonly activity: Activity;
  readonly callback: Callback;
  readonly deliverer: Deliverer;
  readonly director: StatusDirector;
  readonly player: Player;
  readonly graph: GraphDeps;
  readonly control: ControlDeps;
};

export async function startSandbox(options: SandboxOptions, surroundings: Surroundings = {}): Promise<Sandbox> {
  const settings = sandboxOptionsSchema.parse(options);
  const parts = assemble(settings, surroundings);
  const app = fastify({
    forceCloseConnections: true,
    frameworkErrors: (_error, _request, reply) => {
      refuseUnroutable(reply, parts.graph.ids);
    },
  });
  await openDoors(app, parts);
  const url = await app.listen({ port: settings.port, host: settings.host });
  parts.graph.media.serveAt(url);
  if (settings.play !== undefined) parts.player.start();
  const close = async (): Promise<void> => {
    parts.player.close();
    parts.director.close();
    parts.control.phoneShare.close();
    parts.deliverer.close();
    parts.graph.subscriptions.close();
    parts.callback.close();
    await app.close();
  };
  const { account } = parts;
  return { url, page: `${url}/`, account, control: new ControlClient(url), close, [Symbol.asyncDispose]: close };
}

async function openDoors(app: FastifyInstance, parts: Parts): Promise<void> {
  acceptRawBodies(app);
  openGraphDoor(app, parts.graph);
  await openControlDoor(app, parts.control);
  await openPage(app);
}

function assemble(settings: SandboxSettings, surroundings: Surroundings): Parts {
  const seed = settings.seed ?? randomUUID();
  const { random = seededRandom(seed) } = surroundings;
  const time = new MovableTime(surroundings.time ?? systemTime);
  const { wabaId, phoneNumberId, displayPhoneNumber, appSecret, verifyToken, token } = settings;
  const account = { wabaId, phoneNumberId, displayPhoneNumber };
  const pace = atSpeed(time, settings.speed);
  const activity = new Activity();
  const ids = createIds(random);
  const callback = new Callback({ appSecret, verifyToken }, settings.callbackUrl);
  const subscriptions = new Subscriptions(callback);
  const chance = seededRandom(`${seed} deliveries`);
  const route = subscriptions.callbackFor.bind(subscriptions);
  const deliverer = new Deliverer({ route, time: pace, random: chance, activity }, settings.deliveries);
  const deliver = (update: WebhookUpdate): void => {
    deliverer.deliver(update);
  };
  const throughput = new Throughput({ nowMs: time.nowMs, messagesPerSecond: settings.messagesPerSecond });
  const connection = new NumberConnection(time.nowMs, (change) => {
    deliver(connectionUpdate(account, change, time.nowMs()));
  });
  const world = new World({ account, ids, time, throughput, connection, deliver });
  const prices = new PriceList();
  const repeats = (): boolean => deliverer.mode === 'realistic' && chance.next() < SHARE_OF_STATUSES_REPEATED;
  const director = new StatusDirector(
    { account, world, prices, time: pace, random, activity, repeats, deliver },
    settings.statuses,
  );
  const verify = async (): Promise<Handshake> => callback.verify(ids.challenge());
  const player = new Player({ world, script: morning, seed: settings.playSeed, time: pace, verify });
  const closedWindow: { mode: ClosedWindowAnswer } = { mode: settings.closedWindow };
  const onAccepted = (send: AcceptedSend): void => {
    if (send.waId !== undefined) world.customers.phoneUsed(send.waId, send.acceptedAtMs);
    director.accepted(send);
    player.agentAnswered(send);
  };
  const phoneShare = new PhoneShare({ account, world, time: pace, random: chance, activity, deliver });
  const graph: GraphDeps = assembleGraph({
    account,
    app: { id: settings.appId, secret: appSecret, name: 'Echodesk' },
    requireAppSecretProof: settings.requireAppSecretProof,
    token,
    world,
    connection,
    subscriptions,
    throughput,
    media: new MediaStore({ nowMs: time.nowMs, random: seededRandom(`${seed} media`) }),
    ids,
    time,
    random: seededRandom(`${seed} tokens`),
    closedWindow: () => closedWindow.mode,
    connect: (url, secret) => new Callback({ appSecret, verifyToken: secret }, url),
    onAccepted,
    onSync: (type) => {
      phoneShare.share(type, graph.onboarding.onboardedAtMs);
    },
  });
  return {
    account,
    activity,
    callback,
    deliverer,
    director,
    player,
    graph,
    control: {
      account,
      appSecret,
      world,
      callback,
      deliverer,
      director,
      graph,
      phoneShare,
      deliver,
      closedWindow,
      activity,
      clock: time,
      callersTime: surroundings.time ?? systemTime,
      verify,
    },
  };
}
