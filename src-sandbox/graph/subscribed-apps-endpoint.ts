import { answered, refused, succeeded, type GraphAnswer, type Json } from './graph-answer.ts';
import type { Endpoint, GraphCall } from './graph-call.ts';
import type { GraphDeps } from './graph-deps.ts';
import { readOptionalBody } from './parameters.ts';
import { refusalOf } from './schema-refusal.ts';
import { overrideFrom, overrideSchema } from './webhook-override.ts';

/** `GET /{WABA}/subscribed_apps` (facts §1.3). */
export const listSubscribedApps: Endpoint = {
  permission: 'whatsapp_business_management',
  isManagement: true,
  answer: ({ app, subscriptions }) =>
    answered({ data: subscriptions.isSubscribed ? [subscribedApp(app, subscriptions.override('account')?.url)] : [] }),
};

/** `POST /{WABA}/subscribed_apps`: without a body the app's own callback, else an override. */
export const subscribeApp: Endpoint = {
  permission: 'whatsapp_business_management',
  isManagement: true,
  answer: subscribe,
};

/** `DELETE /{WABA}/subscribed_apps`: from now on nothing is delivered. */
export const unsubscribeApp: Endpoint = {
  permission: 'whatsapp_business_management',
  isManagement: true,
  answer({ subscriptions }) {
    subscriptions.unsubscribe();
    return succeeded;
  },
};

async function subscribe(deps: GraphDeps, { body }: GraphCall): Promise<GraphAnswer> {
  const parameters = readOptionalBody(body);
  if (parameters.kind === 'refused') return refused(parameters.refusal);
  if (!('override_callback_uri' in parameters.values)) {
    deps.subscriptions.subscribe();
    return succeeded;
  }
  const parsed = overrideSchema.safeParse(parameters.values);
  if (!parsed.success) return refused(refusalOf(parsed.error, parameters.values));
  const override = await overrideFrom(deps, parsed.data);
  if (override.kind === 'refused') return refused(override.refusal);
  deps.subscriptions.subscribe(override.override);
  return succeeded;
}

function subscribedApp(app: GraphDeps['app'], overrideUrl: string | undefined): Json {
  const entry = {
    whatsapp_business_api_data: {
      id: app.id,
      name: app.name,
      link: `https://www.facebook.com/games/?app_id=${app.id}`,
    },
  };
  return overrideUrl === undefined ? entry : { ...entry, override_callback_uri: overrideUrl };
}
