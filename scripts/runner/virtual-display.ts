import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { Failure } from '../lib/failure.mjs';
import { stopProcess } from '../lib/stop-process.ts';
import type { Identity } from './identity.ts';

export type VirtualDisplay = { readonly name: string; readonly close: () => Promise<void> };

const SCREEN = '1600x1000x24';

/** Starts an X server without a screen; it picks a free display by itself. */
export async function openVirtualDisplay(identity: Identity | undefined): Promise<VirtualDisplay> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
    ...(identity && { uid: identity.uid, gid: identity.gid }),
  });
  const failed = new Promise<never>((_resolve, reject) => {
    const fail = (): void => {
      reject(new Failure('The virtual display (Xvfb) could not be started.', 'Run: sudo apt-get install -y xvfb'));
    };
    server.once('error', fail);
    server.once('exit', fail);
  });
  // Its end is of no interest once it has started.
  failed.catch(() => {});
  const display = await Promise.race([firstLine(server.stdio[3]), failed]);
  return { name: `:${display}`, close: () => stopProcess(server) };
}

async function firstLine(stream: unknown): Promise<string> {
  if (stream instanceof Readable) {
    for await (const line of createInterface({ input: stream })) return line.trim();
  }
  return new Promise(() => {});
}
