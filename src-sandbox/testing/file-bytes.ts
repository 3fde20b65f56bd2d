const ISO_MEDIA = '0000001866747970';
const BRANDS = '0000020069736f6d6d703431';
const EMPTY_MOOV = '000000086d6f6f76';
const OPUS_PAGE = '4f6767530002'.padEnd(56, '0');
const OLD_OFFICE = 'd0cf11e0a1b11ae1';
const ZIP = '504b0304';

/** How files begin, in hex, as far as Meta looks at them; from the formats' own specifications. */
const heads: Readonly<Record<string, string>> = {
  'audio/aac': 'fff15080',
  'audio/amr': '2321414d520a',
  'audio/mpeg': '494433040000',
  'audio/mp4': `${ISO_MEDIA}4d344120${BRANDS}`,
  'audio/ogg': `${OPUS_PAGE}4f707573486561640101`,
  'image/jpeg': 'ffd8ffe000104a464946',
  'image/png': '89504e470d0a1a0a0000000d4948445200000001000000010802000000',
  'image/webp': '524946460000000057454250565038580000000000000000ff0100ff0100',
  'video/mp4': `${ISO_MEDIA}69736f6d${BRANDS}${EMPTY_MOOV}`,
  'video/3gpp': `${ISO_MEDIA}33677034${BRANDS}${EMPTY_MOOV}`,
  'text/plain': '6869',
  'application/pdf': '255044462d312e34',
  'application/msword': OLD_OFFICE,
  'application/zip': ZIP,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ZIP,
};

/** A small file of that type, filled up to `length` bytes; zeros alone when the type is none that Meta looks into. */
export function fileBytes(mimeType: string, length = 64): Uint8Array<ArrayBuffer> {
  const head = Buffer.from(heads[mimeType.split(';')[0] ?? ''] ?? '', 'hex');
  const bytes = new Uint8Array(Math.max(length, head.length)).fill(mimeType === 'text/plain' ? 0x20 : 0);
  bytes.set(head);
  return bytes;
}

/** The same with other bytes from `at` on. */
export function changed(bytes: Uint8Array, at: number, hex: string): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  copy.set(Buffer.from(hex, 'hex'), at);
  return copy;
}
