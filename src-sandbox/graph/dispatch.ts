import { mayUse, permissions, type AccessToken, type Permission } from '../world/tokens.ts';
import { authorise } from './authorise.ts';
import { refused, type GraphAnswer } from './graph-answer.ts';
import type { Endpoint, GraphRequest } from './graph-call.ts';
import type { GraphDeps } from './graph-deps.ts';
import { unknownObject, unknownPath, type Refusal } from './graph-error.ts';
import { meetFault } from './meet-fault.ts';
import { exchangeCode } from './oauth-endpoint.ts';
import { appSecretProofOf } from './parameters.ts';
import { nodeOf, routeOf, type GraphNode } from './routes.ts';
import { stateOfVersion } from './versions.ts';

/** Decides a call in Graph's order: version, token, object, permission, rate; the endpoint decides the rest. */
export async function dispatch(deps: GraphDeps, request: GraphRequest): Promise<GraphAnswer> {
  const [version = '', ...parts] = request.path.split('/');
  const refusal = versionRefusal(version, request.path, deps.time.nowMs());
  if (refusal !== undefined) return refused(refusal);
  return meetFault(deps.time, deps.callFaults.take(), () => withToken(deps, request, parts));
}

function versionRefusal(version: string, path: string, nowMs: number): Refusal | undefined {
  const state = stateOfVersion(version, nowMs);
  if (state === 'live') return undefined;
  const refusal = unknownPath(path);
  return state === 'unknown' ? refusal : { ...refusal, details: `The version ${version} has stopped working.` };
}

function withToken(
  deps: GraphDeps,
  request: GraphRequest,
  parts: readonly string[],
): GraphAnswer | Promise<GraphAnswer> {
  if (parts.join('/') === 'oauth/access_token') return exchangeCode(deps, request);
  const caller = authorise(deps, request.authorization, appSecretProofOf(request));
  if (caller.kind === 'refused') return refused(caller.refusal);
  const node = nodeOf(deps, parts);
  if (node.kind === 'no-node') return refused(unknownPath(parts.join('/')));
  return withNode(deps, { request, node, token: caller.token });
}

type Arrival = { readonly request: GraphRequest; readonly node: GraphNode; readonly token: AccessToken };

function withNode(deps: GraphDeps, { request, node, token }: Arrival): GraphAnswer | Promise<GraphAnswer> {
  const { method, url, query, contentType, body } = request;
  const isHidden = node.kind === 'unknown' || (node.kind !== 'app' && !seesAccount(token, deps.account.wabaId));
  if (isHidden) return refused(unknownObject(method, node.id));
  const endpoint = routeOf(node, method);
  if (endpoint === undefined) return refused(unknownEdge(method, node));
  const refusal = permissionRefusal(endpoint, token, deps.account.wabaId) ?? rateRefusal(deps, endpoint);
  if (refusal !== undefined) return refused(refusal);
  return endpoint.answer(deps, { objectId: node.id, token, url, query, contentType, body });
}

function seesAccount(token: AccessToken, wabaId: string): boolean {
  return permissions.some((permission) => mayUse(token, permission, wabaId));
}

function unknownEdge(method: string, node: GraphNode): Refusal {
  if (method !== 'GET' || node.edge === '') return unknownObject(method, node.id);
  const words = `Tried accessing nonexisting field (${node.edge}) on node type (${node.type})`;
  return { code: 100, message: `(#100) ${words}`, details: words };
}

/** What a token lacks shows in different codes (facts §5.1): 131005 for messages, 10 for management. */
const lackingCode: Readonly<Record<Permission, number>> = {
  whatsapp_business_messaging: 131005,
  whatsapp_business_management: 10,
};

function permissionRefusal(endpoint: Endpoint, token: AccessToken, wabaId: string): Refusal | undefined {
  const { permission } = endpoint;
  if (permission === 'any' || mayUse(token, permission, wabaId)) return undefined;
  return { code: lackingCode[permission], details: `The token lacks the permission ${permission}.` };
}

function rateRefusal(deps: GraphDeps, endpoint: Endpoint): Refusal | undefined {
  return endpoint.isManagement === true && !deps.managementRate.takeCall() ? { code: 80007 } : undefined;
}
