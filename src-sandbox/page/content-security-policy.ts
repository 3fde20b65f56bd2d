import { createHash } from 'node:crypto';

/** Admits the one script of the page by its hash, the style sheet, calls to the sandbox, and nothing else. */
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
