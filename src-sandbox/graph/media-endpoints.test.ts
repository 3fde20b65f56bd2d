import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { GraphStage, refusalIn, type Reply } from '../testing/graph-stage.ts';
import { textLike } from '../testing/matching.ts';
import { errorIn } from '../testing/read.ts';
import { ADA, TOKEN } from '../testing/stage.ts';
import { defaultAccount } from '../world/account.ts';

const { phoneNumberId, wabaId } = defaultAccount;
const MB = 1024 * 1024;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

type Part = {
  readonly type?: string | undefined;
  readonly fileType?: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
};

function form({ type, fileType, bytes = new Uint8Array([1, 2, 3]) }: Part): FormData {
  const body = new FormData();
  body.set('messaging_product', 'whatsapp');
  if (type !== undefined) body.set('type', type);
  body.set('file', new File([bytes], 'lamp.bin', { type: fileType ?? type ?? 'image/png' }));
  return body;
}

const upload = async (stage: GraphStage, body: unknown): Promise<Reply> =>
  stage.call('POST', `${phoneNumberId}/media`, { body });

const idIn = ({ body }: Reply): string => z.object({ id: z.string() }).parse(body).id;
const urlIn = ({ body }: Reply): string => z.object({ url: z.string() }).parse(body).url;

async function uploaded(stage: GraphStage, type: string, bytes?: Uint8Array<ArrayBuffer>): Promise<string> {
  return idIn(await upload(stage, form(bytes === undefined ? { type } : { type, bytes })));
}

const download = async (url: string, token = TOKEN, agent = 'Echodesk/1.0'): Promise<Response> =>
  fetch(url, { headers: { Authorization: `Bearer ${token}`, 'User-Agent': agent } });

/** Time passes, and then the owner looks at the phone, without which the number would be cut off after 14 days. */
function restPhone({ time, graph }: GraphStage, forMs: number): void {
  time.advance(forMs);
  graph.connection.phoneUsed();
}

/** The first bytes of a WebP that moves. */
function animatedWebp(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  bytes.set(Buffer.from('RIFF0000WEBPVP8X0000'));
  bytes[20] = 0b10;
  return bytes;
}

describe('an upload', () => {
  test('gives an id that tells of the file for 30 days', async () => {
    await using stage = await GraphStage.open();
    const bytes = new Uint8Array(2000).fill(7);
    const id = await uploaded(stage, 'image/png', bytes);
    expect((await stage.call('GET', `${id}?phone_number_id=${phoneNumberId}`)).body).toEqual({
      messaging_product: 'whatsapp',
      url: textLike(/\/lookaside\//),
      mime_type: 'image/png',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      file_size: 2000,
      id,
    });
    for (let count = 0; count < 3; count += 1) restPhone(stage, 10 * DAY_MS - 1);
    stage.time.advance(2);
    expect((await stage.call('GET', id)).status).toBe(200);
    stage.time.advance(1);
    expect(refusalIn(await stage.call('GET', id))).toEqual([400, 100]);
  });

  test.each<[string, string, Uint8Array<ArrayBuffer>, number]>([
    ['an image of 5 MB', 'image/jpeg', new Uint8Array(5 * MB), 200],
    ['an image of more', 'image/jpeg', new Uint8Array(5 * MB + 1), 131053],
    ['an Opus voice note', 'audio/ogg; codecs=opus', new Uint8Array(9), 200],
    ['another Ogg', 'audio/ogg; codecs=vorbis', new Uint8Array(9), 131053],
    ['a recording of a browser', 'audio/webm', new Uint8Array(9), 131053],
    ['a video of more than 16 MB', 'video/mp4', new Uint8Array(16 * MB + 1), 131053],
    ['a still sticker of 100 KB', 'image/webp', new Uint8Array(100 * 1024), 200],
    ['a still sticker of more', 'image/webp', new Uint8Array(100 * 1024 + 1), 131053],
    ['a moving sticker of 500 KB', 'image/webp', animatedWebp(500 * 1024), 200],
    ['a moving sticker of more', 'image/webp', animatedWebp(500 * 1024 + 1), 131053],
    ['a program', 'application/x-msdownload', new Uint8Array(9), 131053],
    ['an empty file', 'application/pdf', new Uint8Array(), 131053],
  ])('of %s', async (_what, type, bytes, outcome) => {
    await using stage = await GraphStage.open();
    const reply = await upload(stage, form({ type, bytes }));
    expect(reply.status === 200 ? 200 : errorIn(reply.body).code).toBe(outcome);
  });

  test('that is no form, or lacks a part, is refused', async () => {
    await using stage = await GraphStage.open();
    expect(refusalIn(await upload(stage, { type: 'image/png' }))).toEqual([400, 100]);
    expect(refusalIn(await upload(stage, form({})))).toEqual([400, 131008]);
    expect(refusalIn(await upload(stage, form({ type: 'image/png', fileType: 'image/jpeg' })))).toEqual([400, 100]);
    for (const name of ['messaging_product', 'file']) {
      const incomplete = form({ type: 'image/png' });
      incomplete.delete(name);
      expect(refusalIn(await upload(stage, incomplete))).toEqual([400, 131008]);
    }
    const foreign = form({ type: 'image/png' });
    foreign.set('messaging_product', 'telegram');
    expect(refusalIn(await upload(stage, foreign))).toEqual([400, 100]);
  });

  test('can be deleted, and is not found under another number', async () => {
    await using stage = await GraphStage.open();
    const id = await uploaded(stage, 'image/png');
    expect(refusalIn(await stage.call('GET', `${id}?phone_number_id=1`))).toEqual([400, 100]);
    expect(refusalIn(await stage.call('DELETE', `${id}?phone_number_id=1`))).toEqual([400, 100]);
    expect((await stage.call('DELETE', id)).body).toEqual({ success: true });
    expect(refusalIn(await stage.call('GET', id))).toEqual([400, 100]);
  });
});

test('of a number that is cut off can neither be uploaded nor read nor deleted', async () => {
  await using stage = await GraphStage.open();
  const id = await uploaded(stage, 'image/png');
  stage.graph.connection.disconnect('ACCOUNT_DISCONNECTED');
  for (const call of [upload(stage, form({ type: 'image/png' })), stage.call('GET', id), stage.call('DELETE', id)]) {
    expect(refusalIn(await call)).toEqual([400, 133010]);
  }
  stage.graph.connection.onboard();
  expect((await stage.call('GET', id)).status).toBe(200);
});

describe('the bytes', () => {
  test('can be fetched for 5 minutes from each address', async () => {
    await using stage = await GraphStage.open();
    const bytes = new Uint8Array([0, 255, 7]);
    const id = await uploaded(stage, 'image/png', bytes);
    const url = urlIn(await stage.call('GET', id));
    stage.time.advance(5 * MINUTE_MS - 1);
    const response = await download(url);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    stage.time.advance(1);
    expect((await download(url)).status).toBe(404);
    expect((await download(urlIn(await stage.call('GET', id)))).status).toBe(200);
  });

  test('are refused without the token, to one that may not read messages, and to an unnamed program', async () => {
    await using stage = await GraphStage.open();
    const url = urlIn(await stage.call('GET', await uploaded(stage, 'image/png')));
    expect((await fetch(url)).status).toBe(401);
    expect((await download(url, 'stolen')).status).toBe(401);
    expect((await download(url, TOKEN, 'node')).status).toBe(403);
    const other = stage.graph.tokens.issue({ grants: { whatsapp_business_management: [wabaId] } });
    expect((await download(url, other.value)).status).toBe(403);
    expect((await download(`${url}x`)).status).toBe(404);
  });

  test('of an attachment are there at once, and its id for 7 days', async () => {
    await using stage = await GraphStage.open();
    const bytes = new Uint8Array([9, 9]);
    const attached = stage.graph.media.attach({ bytes, mimeType: 'image/jpeg' });
    expect(attached.sha256).toBe(createHash('sha256').update(bytes).digest('base64'));
    expect((await download(attached.url)).status).toBe(200);
    stage.time.advance(7 * DAY_MS - 1);
    expect((await stage.call('GET', attached.id)).status).toBe(200);
    stage.time.advance(1);
    expect(refusalIn(await stage.call('GET', attached.id))).toEqual([400, 100]);
  });
});

describe('sending a file by its id', () => {
  test.each<[string, string, Readonly<Record<string, unknown>>, number]>([
    ['image', 'image/png', {}, 200],
    ['image', 'video/mp4', {}, 131053],
    ['video', 'video/3gpp', {}, 200],
    ['audio', 'audio/ogg', { voice: true }, 200],
    ['audio', 'audio/mpeg', { voice: true }, 131053],
    ['document', 'application/pdf', { filename: 'a.pdf' }, 200],
    ['document', 'image/png', { filename: 'a.png' }, 200],
    ['sticker', 'image/png', {}, 131053],
  ])('as %s of type %s', async (kind, mimeType, more, outcome) => {
    await using stage = await GraphStage.open();
    stage.customerWrites();
    const id = await uploaded(stage, mimeType);
    const body = { messaging_product: 'whatsapp', to: `+${ADA}`, type: kind, [kind]: { id, ...more } };
    const reply = await stage.send(body);
    expect(reply.status === 200 ? 200 : errorIn(reply.body).code).toBe(outcome);
    expect(stage.traces().sends).toBe(outcome === 200 ? 1 : 0);
  });

  test('works until the id expires', async () => {
    await using stage = await GraphStage.open();
    const id = await uploaded(stage, 'image/png');
    for (let count = 0; count < 3; count += 1) restPhone(stage, 10 * DAY_MS);
    stage.customerWrites();
    const body = { messaging_product: 'whatsapp', to: `+${ADA}`, type: 'image', image: { id } };
    expect(refusalIn(await stage.send(body))).toEqual([400, 131009]);
  });
});
