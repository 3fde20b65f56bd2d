/** JSON as Meta writes it: non-ASCII as `\uXXXX` and `/` as `\/` (facts §1.2), so that re-serialising changes the bytes. */
export function metaJson(payload: unknown): Buffer {
  const escaped = JSON.stringify(payload)
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', String.raw`\/`);
  return Buffer.from(escaped, 'ascii');
}
