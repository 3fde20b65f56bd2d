import { readAccount } from './account-endpoint.ts';
import { blockUsers, listBlockedUsers, unblockUsers } from './block-users-endpoint.ts';
import { readBusinessProfile } from './business-profile-endpoint.ts';
import { debugToken } from './debug-token-endpoint.ts';
import { refused } from './graph-answer.ts';
import type { Endpoint, Method } from './graph-call.ts';
import type { GraphDeps } from './graph-deps.ts';
import { deleteMedia, readMedia, uploadMedia } from './media-endpoints.ts';
import { postMessage } from './messages-endpoint.ts';
import { configureNumber, listNumbers, readNumber } from './phone-number-endpoints.ts';
import { requestAppData } from './smb-app-data-endpoint.ts';
import { listSubscribedApps, subscribeApp, unsubscribeApp } from './subscribed-apps-endpoint.ts';
import { listTemplates, readTemplate } from './template-endpoints.ts';

type Edges = Readonly<Record<string, Readonly<Partial<Record<Method, Endpoint>>>>>;

type NodeKind = 'app' | 'account' | 'number' | 'template' | 'media';

/** The object that a path names, and the edge behind it; `type` is Graph's own name for such objects. */
export type GraphNode = {
  readonly kind: NodeKind | 'unknown';
  readonly id: string;
  readonly type: string;
  readonly edge: string;
};

/** In coexistence the phone keeps the registration (facts §4.4). */
const phoneKeepsRegistration: Endpoint = {
  permission: 'whatsapp_business_management',
  answer: () =>
    refused({
      code: 136024,
      details: 'The number is used in the WhatsApp Business app, which keeps its registration.',
    }),
};

/** Templates are read here, not written: the app was not given that capability. */
const templatesAreReadOnly: Endpoint = {
  permission: 'whatsapp_business_management',
  isManagement: true,
  answer: () => refused({ code: 10, details: 'The app may not write the templates of this account.' }),
};

const profileIsTheApps: Endpoint = {
  permission: 'whatsapp_business_management',
  answer: () => refused({ code: 100, details: 'The profile of this number is edited in the WhatsApp Business app.' }),
};

const accountEdges: Edges = {
  '': { GET: readAccount },
  phone_numbers: { GET: listNumbers },
  message_templates: { GET: listTemplates, POST: templatesAreReadOnly, DELETE: templatesAreReadOnly },
  subscribed_apps: { GET: listSubscribedApps, POST: subscribeApp, DELETE: unsubscribeApp },
};

const numberEdges: Edges = {
  '': { GET: readNumber, POST: configureNumber },
  messages: { POST: postMessage },
  media: { POST: uploadMedia },
  smb_app_data: { POST: requestAppData },
  block_users: { GET: listBlockedUsers, POST: blockUsers, DELETE: unblockUsers },
  whatsapp_business_profile: { GET: readBusinessProfile, POST: profileIsTheApps },
  register: { POST: phoneKeepsRegistration },
  deregister: { POST: phoneKeepsRegistration },
  request_code: { POST: phoneKeepsRegistration },
  verify_code: { POST: phoneKeepsRegistration },
};

const edgesOf: Readonly<Record<NodeKind, Edges>> = {
  app: { debug_token: { GET: debugToken } },
  account: accountEdges,
  number: numberEdges,
  template: {
    '': { GET: readTemplate, POST: templatesAreReadOnly },
    unpause: { POST: templatesAreReadOnly },
  },
  media: { '': { GET: readMedia, DELETE: deleteMedia } },
};

const typeOf: Readonly<Record<GraphNode['kind'], string>> = {
  app: 'Application',
  account: 'WhatsAppBusinessAccount',
  number: 'WhatsAppBusinessPhoneNumber',
  template: 'WhatsAppMessageTemplate',
  media: 'WhatsAppMedia',
  unknown: 'Unknown',
};

/** Finds what the path below the version names; `no-node` when it can't name an object at all. */
export function nodeOf(deps: GraphDeps, parts: readonly string[]): GraphNode | { readonly kind: 'no-node' } {
  const [id = '', ...rest] = parts;
  const edge = rest.join('/');
  if (id === 'debug_token' && edge === '') return { kind: 'app', id, type: typeOf.app, edge: id };
  if (!/^\d+$/.test(id)) return { kind: 'no-node' };
  const kind = kindOf(deps, id);
  return { kind, id, type: typeOf[kind], edge };
}

function kindOf(deps: GraphDeps, id: string): GraphNode['kind'] {
  if (id === deps.account.wabaId) return 'account';
  if (id === deps.account.phoneNumberId) return 'number';
  if (deps.templates.byId(id) !== undefined) return 'template';
  return deps.media.find(id) === undefined ? 'unknown' : 'media';
}

export function routeOf(node: GraphNode, method: string): Endpoint | undefined {
  if (node.kind === 'unknown') return undefined;
  const edges = edgesOf[node.kind];
  if (!Object.hasOwn(edges, node.edge) || !isMethod(method)) return undefined;
  return edges[node.edge]?.[method];
}

function isMethod(method: string): method is Method {
  return method === 'GET' || method === 'POST' || method === 'DELETE';
}
