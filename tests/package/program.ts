import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Identity } from '../../scripts/runner/identity.ts';
import { stopProcess } from '../../scripts/lib/stop-process.ts';

export type Program = {
  readonly debuggingPort: string;
  /** The kernel's word on the renderers, of which Chromium may keep a spare one: 2 is a system-call filter. */
  readonly rendererSeccompModes: () => ReadonlySet<number>;
  readonly end: () => Promise<void>;
};

type Choices = { readonly identity: Identity | undefined; readonly profile: string };

/** A fused program takes no inspector, only Chromium's own debugging port. */
export async function startProgram(program: string, { identity, profile }: Choices): Promise<Program> {
  const child = spawn(program, ['--remote-debugging-port=0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    cwd: '/',
    env: { ...process.env, HOME: profile, ECHODESK_USER_DATA: profile, ECHODESK_RELAY_URL: '', ECHODESK_TOKEN: '' },
    ...(identity && { uid: identity.uid, gid: identity.gid }),
  });
  const debuggingPort = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const port = /DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(said)?.[1];
      if (port !== undefined) resolve(port);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}:\n${said}`)));
  });
  return {
    debuggingPort,
    rendererSeccompModes: () => new Set(seccompModes('--type=renderer', profile)),
    end: () => stopProcess(child),
  };
}

function seccompModes(type: string, profile: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const commandLine = readProcess(pid, 'cmdline');
      if (!commandLine.includes(type) || !commandLine.includes(profile)) return [];
      return [Number(/^Seccomp:\s*(\d)/m.exec(readProcess(pid, 'status'))?.[1])];
    });
}

/** Empty for a process that has just ended. */
function readProcess(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
