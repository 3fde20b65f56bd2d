import { bareMimeType } from './media-kinds.ts';
import { sizeOfWebp } from './webp.ts';

type ContentRule = {
  /** Whether the bytes begin as files of that type do. */
  readonly isSuch: (bytes: Buffer) => boolean;
  /** What Meta minds about a file of that type (facts §5.3, §5.4), or undefined. */
  readonly fault?: (bytes: Buffer) => string | undefined;
};

const STICKER_SIDE = 512;

const beginsWith =
  (hex: string, at = 0) =>
  (bytes: Buffer): boolean =>
    bytes.toString('hex', at, at + hex.length / 2) === hex;

const isOldOffice = beginsWith('d0cf11e0a1b11ae1');
const isZip = beginsWith('504b0304');
const isIsoMedia = beginsWith('66747970', 4);

const rules: Readonly<Record<string, ContentRule>> = {
  /** An ADTS frame. */
  'audio/aac': { isSuch: (bytes) => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xf6) === 0xf0 },
  'audio/amr': { isSuch: beginsWith('2321414d52') },
  /** An ID3 tag, or an MPEG frame of layer I to III. */
  'audio/mpeg': { isSuch: (bytes) => beginsWith('494433')(bytes) || isMpegFrame(bytes) },
  'audio/mp4': { isSuch: isIsoMedia },
  'audio/ogg': { isSuch: beginsWith('4f676753'), fault: oggFault },
  'image/jpeg': { isSuch: beginsWith('ffd8ff') },
  'image/png': { isSuch: beginsWith('89504e470d0a1a0a'), fault: pngFault },
  'image/webp': { isSuch: (bytes) => sizeOfWebp(bytes) !== undefined, fault: stickerFault },
  'video/mp4': { isSuch: isIsoMedia, fault: videoFault },
  'video/3gpp': { isSuch: (bytes) => isIsoMedia(bytes) && beginsWith('3367', 8)(bytes), fault: videoFault },
  'text/plain': { isSuch: (bytes) => !bytes.includes(0) },
  'application/pdf': { isSuch: beginsWith('255044462d') },
  'application/msword': { isSuch: isOldOffice },
  'application/vnd.ms-excel': { isSuch: isOldOffice },
  'application/vnd.ms-powerpoint': { isSuch: isOldOffice },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { isSuch: isZip },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { isSuch: isZip },
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': { isSuch: isZip },
  'application/zip': { isSuch: isZip },
};

/**
 * Why a file can't be what its type says, or is one that Meta does not take, in a sentence; undefined when neither is so.
 * Headers are looked at, codecs of videos are not. A library such as file-type names what a file is, under names of its own
 * and without the sides of a sticker or the channels of a voice note, so the little that is asked here is asked here.
 */
export function contentFault(mimeType: string, bytes: Uint8Array): string | undefined {
  const type = bareMimeType(mimeType);
  const rule = rules[type];
  if (rule === undefined) return undefined;
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return rule.isSuch(content) ? rule.fault?.(content) : `The bytes are no file of type ${type}.`;
}

function isMpegFrame(bytes: Buffer): boolean {
  const second = bytes[1] ?? 0;
  return bytes[0] === 0xff && (second & 0xe0) === 0xe0 && (second & 0b110) !== 0;
}

/** The first packet of the first page is Opus's identification header (RFC 7845). */
function oggFault(bytes: Buffer): string | undefined {
  if (bytes.toString('latin1', 28, 36) !== 'OpusHead') return 'Ogg audio must be Opus.';
  return bytes[37] === 1 ? undefined : 'Ogg audio must be mono.';
}

/** Bit depth and colour type of `IHDR`: 2 is RGB, 6 RGBA. */
function pngFault(bytes: Buffer): string | undefined {
  const [depth, colourType] = bytes.subarray(24, 26);
  const isTrueColour = depth === 8 && (colourType === 2 || colourType === 6);
  return isTrueColour ? undefined : 'A PNG must be 8-bit RGB or RGBA.';
}

function stickerFault(bytes: Buffer): string | undefined {
  const size = sizeOfWebp(bytes);
  const fits = size?.width === STICKER_SIDE && size.height === STICKER_SIDE;
  return fits ? undefined : `A sticker must be ${STICKER_SIDE} × ${STICKER_SIDE} pixels.`;
}

/** `moov` must stand before `mdat` among the outermost boxes (facts §5.4). */
function videoFault(bytes: Buffer): string | undefined {
  for (let at = 0; at + 8 <= bytes.length;) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'moov') return undefined;
    if (type === 'mdat') break;
    const length = boxLength(bytes, at);
    if (length < 8) break;
    at += length;
  }
  return 'A video must have its moov box first.';
}

/** 1 stands for a length in the 8 bytes behind the type. */
function boxLength(bytes: Buffer, at: number): number {
  const length = bytes.readUInt32BE(at);
  return length === 1 && at + 16 <= bytes.length ? Number(bytes.readBigUInt64BE(at + 8)) : length;
}
