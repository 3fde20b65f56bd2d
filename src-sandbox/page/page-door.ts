import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** Serves the page for playing by hand, under a policy that admits its one script, its style sheet and nothing else. */
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

export function contentSecurityPolicy(html: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashOfScript(html)}`,
    "style-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function hashOfScript(html: string): string {
  const script = /<script>(.*?)<\/script>/s.exec(html)?.[1];
  if (script === undefined) throw new Error('the page has no <script>');
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}
