import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** Own files and calls to the sandbox only; nothing inline, nothing from elsewhere. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Serves the page for playing customer and owner by hand. Its script is built when somebody first opens it, so that
 * nobody else waits for that.
 */
export async function openPage(app: FastifyInstance): Promise<void> {
  const html = await readFile(new URL('page.html', import.meta.url), 'utf8');
  const css = await readFile(new URL('page.css', import.meta.url), 'utf8');
  let script: Promise<string> | undefined;
  const scriptOnce = (): Promise<string> => (script ??= loadScript());
  app.get('/', async (_request, reply) => reply.headers(HEADERS).type('text/html; charset=utf-8').send(html));
  app.get('/page.css', async (_request, reply) => reply.headers(HEADERS).type('text/css; charset=utf-8').send(css));
  app.get('/page.js', async (_request, reply) =>
    reply
      .headers(HEADERS)
      .type('text/javascript; charset=utf-8')
      .send(await scriptOnce()),
  );
}

/** The bundler is loaded only when it is needed. */
async function loadScript(): Promise<string> {
  const { buildPageScript } = await import('./page-script.ts');
  return buildPageScript();
}
