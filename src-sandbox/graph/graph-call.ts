import type { AccessToken, Permission } from '../world/tokens.ts';
import type { GraphAnswer } from './graph-answer.ts';
import type { GraphDeps } from './graph-deps.ts';

export type Method = 'GET' | 'POST' | 'DELETE';

/** A call as it came over the line. */
export type GraphRequest = {
  readonly method: string;
  /** Below the origin, without the leading slash, still encoded: `v26.0/522333444555602/messages`. */
  readonly path: string;
  /** The whole address without its query, for what points back to it. */
  readonly url: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: unknown;
};

/** A call that passed version, token, object and permission. */
export type GraphCall = Pick<GraphRequest, 'url' | 'query' | 'contentType' | 'body'> & {
  readonly objectId: string;
  readonly token: AccessToken;
};

/** One method on one edge. */
export type Endpoint = {
  /** What the token must be allowed for the account; `any` token will do for the app's own edges. */
  readonly permission: Permission | 'any';
  /** Whether it counts as a management call (facts §5.10). */
  readonly isManagement?: boolean;
  readonly answer: (deps: GraphDeps, call: GraphCall) => GraphAnswer | Promise<GraphAnswer>;
};
