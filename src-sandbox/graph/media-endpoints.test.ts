import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { GraphStage, refusalIn, type Reply } from '../testing/graph-stage.ts';
import { changed, fileBytes } from '../testing/file-bytes.ts';
import { textLike } from '../testing/matching.ts';
import { errorIn } from '../testing/read.ts';
import { ADA, TOKEN } from '../testing/stage.ts';
import { defaultAccount } from '../world/account.ts';
import { sampleFile, sampleKinds } from '../world/sample-files.ts';

const { phoneNumberId, wabaId } = defaultAccount;
const MB = 1024 * 1024;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

type Part = {
  readonly type?: string | undefined;
  readonly fileType?: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
};

function form({ type, fileType, bytes = fileBytes(type ?? 'image/png') }: Part): FormData {
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

const MOVES = '02';
const movingSticker = (length: number) => changed(fileBytes('image/webp', length), 20, MOVES);
const webpOf = (chunk: string, at: number, sides: string) =>
  changed(changed(fileBytes('image/webp'), 12, Buffer.from(chunk).toString('hex')), at, sides);

describe('an upload', () => {
  test('gives an id that tells of the file for 30 days', async () => {
    await using stage = await GraphStage.open();
    const bytes = fileBytes('image/png', 2000);
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
    ['an image of 5 MB', 'image/jpeg', fileBytes('image/jpeg', 5 * MB), 200],
    ['an image of more', 'image/jpeg', fileBytes('image/jpeg', 5 * MB + 1), 131053],
    ['words that call themselves an image', 'image/png', new Uint8Array(Buffer.from('this is no picture')), 131053],
    ['an image with a palette', 'image/png', changed(fileBytes('image/png'), 25, '03'), 131053],
    ['an image of 16 bits', 'image/png', changed(fileBytes('image/png'), 24, '10'), 131053],
    ['an Opus voice note', 'audio/ogg; codecs=opus', fileBytes('audio/ogg'), 200],
    ['a voice note in stereo', 'audio/ogg', changed(fileBytes('audio/ogg'), 37, '02'), 131053],
    ['another Ogg', 'audio/ogg; codecs=vorbis', fileBytes('audio/ogg'), 131053],
    ['another Ogg that does not say so', 'audio/ogg', changed(fileBytes('audio/ogg'), 28, '01766f72'), 131053],
    ['a recording of a browser', 'audio/webm', fileBytes('audio/webm'), 131053],
    ['a sound of frames without a tag', 'audio/mpeg', changed(fileBytes('audio/mpeg'), 0, 'fffb90'), 200],
    ['a sound that is something else', 'audio/mpeg', fileBytes('audio/aac'), 131053],
    ['a video of more than 16 MB', 'video/mp4', fileBytes('video/mp4', 16 * MB + 1), 131053],
    ['a video whose index comes last', 'video/mp4', changed(fileBytes('video/mp4'), 28, '6d646174'), 131053],
    ['a still sticker of 100 KB', 'image/webp', fileBytes('image/webp', 100 * 1024), 200],
    ['a still sticker of more', 'image/webp', fileBytes('image/webp', 100 * 1024 + 1), 131053],
    ['a moving sticker of 500 KB', 'image/webp', movingSticker(500 * 1024), 200],
    ['a moving sticker of more', 'image/webp', movingSticker(500 * 1024 + 1), 131053],
    ['a sticker of 512 × 511', 'image/webp', changed(fileBytes('image/webp'), 27, 'fe01'), 131053],
    ['a lossless sticker', 'image/webp', webpOf('VP8L', 21, 'ffc17f10'), 200],
    ['a lossless sticker of one pixel', 'image/webp', webpOf('VP8L', 21, '00000010'), 131053],
    ['a lossy sticker', 'image/webp', webpOf('VP8 ', 26, '00020002'), 200],
    ['a lossy sticker of another size', 'image/webp', webpOf('VP8 ', 26, '00020102'), 131053],
    ['a text', 'text/plain', fileBytes('text/plain'), 200],
    ['a text with zeros in it', 'text/plain', new Uint8Array(9), 131053],
    ['an archive', 'application/zip', fileBytes('application/zip'), 200],
    ['a table', 'text/csv', fileBytes('text/plain'), 200],
    ['a program', 'application/x-msdownload', new Uint8Array(9), 131053],
    ['an empty file', 'application/pdf', new Uint8Array(), 131053],
  ])('of %s', async (_what, type, bytes, outcome) => {
    await using stage = await GraphStage.open();
    const reply = await upload(stage, form({ type, bytes }));
    expect(reply.status === 200 ? 200 : errorIn(reply.body).code).toBe(outcome);
  });

  test.each(sampleKinds)('of the %s that stands in for any is taken', async (kind) => {
    await using stage = await GraphStage.open();
    const { bytes, mimeType } = sampleFile(kind);
    expect((await upload(stage, form({ type: mimeType, bytes: new Uint8Array(bytes) }))).status).toBe(200);
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
    const bytes = fileBytes('image/png');
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

describe('sending a file by a link', () => {
  const LINK = 'https://shop.example/lamp.png';
  const picture = { messaging_product: 'whatsapp', to: `+${ADA}`, type: 'image', image: { link: LINK } };
  const fails = { kind: 'fails', code: 131053 };

  test.each<[string, string | undefined, Uint8Array, unknown]>([
    ['where nothing is fails', undefined, new Uint8Array(), fails],
    ['where a picture is reaches', 'image/png', fileBytes('image/png'), { kind: 'reaches' }],
    ['where another kind of file is fails', 'video/mp4', fileBytes('video/mp4'), fails],
    ['where something else is fails', 'image/png', fileBytes('application/pdf'), fails],
    ['where too large a picture is fails', 'image/png', fileBytes('image/png', 5 * MB + 1), fails],
  ])('%s, once the send was accepted', async (_what, mimeType, bytes, fate) => {
    await using stage = await GraphStage.open();
    stage.customerWrites();
    if (mimeType !== undefined) stage.graph.media.putAtLink(LINK, { bytes, mimeType });
    expect((await stage.send(picture)).status).toBe(200);
    expect(stage.accepted).toMatchObject([{ fate }]);
  });

  test('in the header of a template or of an interactive message is fetched as well', async () => {
    await using stage = await GraphStage.open();
    stage.customerWrites();
    const header = { type: 'image', image: { link: LINK } };
    const action = { buttons: [{ type: 'reply', reply: { id: 'a', title: 'Yes' } }] };
    const interactive = { type: 'button', header, body: { text: 'Pick' }, action };
    const components = [
      { type: 'header', parameters: [header] },
      {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'first_name', text: 'Ada' },
          { type: 'text', parameter_name: 'day', text: 'Friday' },
        ],
      },
      { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: '77' }] },
    ];
    const template = { name: 'visit_reminder', language: { code: 'en_GB' }, components };
    const frame = { messaging_product: 'whatsapp', to: `+${ADA}` };
    await stage.send({ ...frame, type: 'interactive', interactive });
    await stage.send({ ...frame, type: 'template', template });
    stage.graph.media.putAtLink(LINK, { bytes: fileBytes('image/png'), mimeType: 'image/png' });
    await stage.send({ ...frame, type: 'interactive', interactive });
    await stage.send({ ...frame, type: 'template', template });
    expect(stage.accepted.map(({ fate }) => fate.kind)).toEqual(['fails', 'fails', 'reaches', 'reaches']);
  });
});
