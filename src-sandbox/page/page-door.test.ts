import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { setStage } from '../testing/stage.ts';
import { contentSecurityPolicy } from './page-door.ts';

test('the page comes under a policy that names its own script and style, and nothing inline besides', async () => {
  await using stage = await setStage();
  const answer = await fetch(stage.sandbox.page);
  const html = await answer.text();
  const policy = answer.headers.get('content-security-policy') ?? '';
  const script = /<script>(.*)<\/script>/s.exec(html)?.[1] ?? '';
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(policy).toContain(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  expect(policy).toMatch(/^default-src 'none'; /);
  expect(policy).not.toContain('unsafe');
  expect(html).not.toMatch(/ style=| on[a-z]+=|<script /);
});

test('a page without a script to admit is an error, not a looser policy', () => {
  expect(() => contentSecurityPolicy('<style>a{}</style>')).toThrow('no <script>');
});
