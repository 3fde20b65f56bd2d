/**
 * Electron's archive format, for a few small files: a pickled JSON index, then the bodies.
 * @param {Record<string, string>} files text by name
 * @returns {Buffer}
 */
export function packAsar(files) {
  const bodies = Object.values(files).map((text) => Buffer.from(text));
  /** @type {Record<string, { size: number, offset: string }>} */
  const index = {};
  let offset = 0;
  for (const [position, name] of Object.keys(files).entries()) {
    const size = bodies[position]?.length ?? 0;
    index[name] = { size, offset: String(offset) };
    offset += size;
  }
  const json = Buffer.from(JSON.stringify({ files: index }));
  const padded = Math.ceil(json.length / 4) * 4;
  const header = Buffer.alloc(16 + padded);
  header.writeUInt32LE(4, 0);
  header.writeUInt32LE(8 + padded, 4);
  header.writeUInt32LE(4 + padded, 8);
  header.writeUInt32LE(json.length, 12);
  json.copy(header, 16);
  return Buffer.concat([header, ...bodies]);
}
