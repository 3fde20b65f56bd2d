import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** Serves the page for playing by hand, under a policy that admits its own inline blocks and nothing else. */
export async function openPage(app: FastifyInstance): Promise<void> {
  const html = await readFile(new URL('page.html', import.meta.url), 'utf8');
  const headers = {
    'Content-Security-Policy': contentSecurityPolicy(html),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
  app.get('/', async (_request, reply) => reply.headers(headers).type('text/html; charset=utf-8').send(html));
}

export function contentSecurityPolicy(html: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(html, 'script')}`,
    `style-src ${hashOf(html, 'style')}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function hashOf(html: string, tag: 'script' | 'style'): string {
  const block = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(html)?.[1];
  if (block === undefined) throw new Error(`the page has no <${tag}>`);
  return `'sha256-${createHash('sha256').update(block).digest('base64')}'`;
}
