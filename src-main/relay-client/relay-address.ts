import { CONSOLE_PATH } from '../../src-shared/protocol/session-info.ts';

/** A relay that may be spoken to. */
export type RelayAddress = {
  readonly origin: string;
  readonly isLoopback: boolean;
  readonly sessionUrl: string;
  readonly relayUrl: string;
  readonly consoleUrl: string;
};

export type RelayAddressAnswer =
  | { readonly kind: 'address'; readonly address: RelayAddress }
  /** `insecure`: without TLS only a relay on this machine is spoken to, because the token would travel in clear. */
  | { readonly kind: 'unusable'; readonly reason: 'malformed' | 'insecure' };

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Reads the address of a relay, `https://host[:port]` with nothing after it. */
export function readRelayAddress(text: string): RelayAddressAnswer {
  if (!URL.canParse(text)) return { kind: 'unusable', reason: 'malformed' };
  const url = new URL(text);
  const isBare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isBare || !isWeb) return { kind: 'unusable', reason: 'malformed' };
  const isLoopback = LOOPBACK.test(url.hostname);
  if (url.protocol === 'http:' && !isLoopback) return { kind: 'unusable', reason: 'insecure' };
  const { origin } = url;
  return {
    kind: 'address',
    address: {
      origin,
      isLoopback,
      sessionUrl: `${origin}/v1/session`,
      relayUrl: `${origin}/v1/relay`,
      consoleUrl: `${origin.replace(/^http/, 'ws')}${CONSOLE_PATH}`,
    },
  };
}
