import type { FastifyInstance } from 'fastify';

export type JsonBody = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/** Hands every body to the routes as raw bytes, whatever its content type; each door parses for itself. */
export function acceptRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
}

export function parseJsonBody(body: unknown): JsonBody {
  if (!Buffer.isBuffer(body)) return { ok: false };
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return { ok: true, value };
  } catch {
    return { ok: false };
  }
}
