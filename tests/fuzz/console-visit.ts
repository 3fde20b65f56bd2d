import { WebSocket } from 'ws';
import { z } from 'zod';
import { makeUuidV7 } from '../../src-shared/lib/uuid-v7.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { PROTOCOL_VERSION } from '../../src-shared/protocol/protocol-version.ts';
import type { FuzzTarget } from './fuzz-target.ts';

/** How a visit ended: the last command was answered, the relay closed with that code, or nothing came in time. */
export type VisitEnd = 'answered' | number | 'hang';

export type Visit = {
  /** Undefined where nothing is said before what follows. */
  readonly hello?: string;
  /** Said after it: text, or bytes as a binary message. */
  readonly says: readonly (string | Buffer)[];
};

const PATIENCE_MS = 20_000;
const NOT_UPGRADED = 0;

const answerSchema = z.object({ type: z.literal('answer'), answer: z.object({ id: z.string() }) });

/** A hello of this version, with a cursor as JSON text. */
export function helloWith(cursor: string): string {
  const rest = `"device":"0199a0b0-0000-4000-8000-000000000001","appVersion":"fuzz"`;
  return `{"type":"hello","protocol":${PROTOCOL_VERSION},"cursor":${cursor},${rest}}`;
}

export function newId(): string {
  return makeUuidV7({ now: () => epochMs(Date.now()) }, (bytes) => crypto.getRandomValues(bytes));
}

/** Whether `id` is answered by this message. */
export function answers(text: string, id: string): boolean {
  const parsed = answerSchema.safeParse(JSON.parse(text));
  return parsed.success && parsed.data.answer.id === id;
}

/** A command for a workspace that is not there: it does nothing, and its answer shows that all before it was handled. */
export function markerCommand(id: string): string {
  const command = {
    id,
    workspaceId: 999_999,
    conversation: 1,
    basedOn: 0,
    turn: 0,
    type: 'message.send',
    body: { text: 'x' },
  };
  return JSON.stringify({ type: 'command', command });
}

/** Opens a console with a good token, says what it has to say and asks for one last answer. Never rejects. */
export function visit(target: FuzzTarget, { hello, says }: Visit): Promise<VisitEnd> {
  const { promise, resolve } = Promise.withResolvers<VisitEnd>();
  const id = newId();
  const socket = openSocket(target, target.nextToken());
  let end: VisitEnd = 'hang';
  const finish = (how: VisitEnd) => {
    if (end === 'hang') end = how;
    socket.terminate();
  };
  const timer = setTimeout(() => finish('hang'), PATIENCE_MS);
  socket.on('unexpected-response', (_request, response) => finish(response.statusCode ?? NOT_UPGRADED));
  socket.on('error', () => undefined);
  socket.on('close', (code) => {
    clearTimeout(timer);
    if (end === 'hang' && code !== ABNORMAL) end = code;
    if (end === 'hang') target.refusals.endedUnheard();
    else if (end !== 'answered') target.refusals.refused();
    resolve(end);
  });
  socket.on('message', (message: Buffer) => {
    if (answers(message.toString(), id)) finish('answered');
  });
  socket.on('open', () => {
    if (hello !== undefined) socket.send(target.withEpochs(hello));
    for (const one of says) socket.send(typeof one === 'string' ? target.withEpochs(one) : one);
    socket.send(markerCommand(id));
  });
  return promise;
}

/** The socket was gone without a close frame; so it is after `terminate` too. */
const ABNORMAL = 1006;

export function openSocket({ url }: FuzzTarget, token: string): WebSocket {
  const address = `${url.replace(/^http/, 'ws')}/v1/console`;
  return new WebSocket(address, { headers: { authorization: `Bearer ${token}` }, perMessageDeflate: false });
}
