import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from './content-security-policy.ts';

/** Serves the page for playing customer and owner by hand. */
export async function openPage(app: FastifyInstance): Promise<void> {
  const html = await readFile(new URL('page.html', import.meta.url), 'utf8');
  const css = await readFile(new URL('page.css', import.meta.url), 'utf8');
  const headers = {
    'Content-Security-Policy': contentSecurityPolicy(html),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
  app.get('/', async (_request, reply) => reply.headers(headers).type('text/html; charset=utf-8').send(html));
  app.get('/page.css', async (_request, reply) => reply.headers(headers).type('text/css; charset=utf-8').send(css));
}
