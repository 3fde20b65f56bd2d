export type WebpSize = { readonly width: number; readonly height: number };

const ANIMATION_BIT = 0b10;
const SIDE_BITS = 0x3fff;
const LONGEST_HEADER = 30;

/** A moving WebP has the chunk `VP8X` with the animation bit set (RFC 9649). */
export function isAnimatedWebp(bytes: Uint8Array): boolean {
  const header = headerOf(bytes);
  return chunkOf(header) === 'VP8X' && (header.readUInt8(20) & ANIMATION_BIT) !== 0;
}

/** Width and height in pixels, which each kind of first chunk keeps in its own way (RFC 9649); undefined without one. */
export function sizeOfWebp(bytes: Uint8Array): WebpSize | undefined {
  const header = headerOf(bytes);
  switch (chunkOf(header)) {
    case 'VP8X':
      return { width: header.readUIntLE(24, 3) + 1, height: header.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const sides = header.readUInt32LE(21);
      return { width: (sides & SIDE_BITS) + 1, height: ((sides >>> 14) & SIDE_BITS) + 1 };
    }
    case 'VP8 ':
      return { width: header.readUInt16LE(26) & SIDE_BITS, height: header.readUInt16LE(28) & SIDE_BITS };
    default:
      return undefined;
  }
}

/** The first bytes, with zeros for those that are not there. */
function headerOf(bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(LONGEST_HEADER);
  header.set(bytes.subarray(0, LONGEST_HEADER));
  return header;
}

function chunkOf(header: Buffer): string {
  const isWebp = header.toString('latin1', 0, 4) === 'RIFF' && header.toString('latin1', 8, 12) === 'WEBP';
  return isWebp ? header.toString('latin1', 12, 16) : '';
}
