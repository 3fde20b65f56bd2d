import { networkInterfaces } from 'node:os';

/** The addresses of this machine that lead anywhere, in a comparable form; empty without a network. */
export function networkAddresses(): string {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .toSorted()
    .join(' ');
}
