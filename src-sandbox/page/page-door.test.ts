import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { setStage } from '../testing/stage.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

test('the page comes under a policy that admits its own script by its hash', async () => {
  await using stage = await setStage();
  const answer = await fetch(stage.sandbox.page);
  const script = /<script>(.*)<\/script>/s.exec(await answer.text())?.[1] ?? '';
  const digest = createHash('sha256').update(script).digest('base64');
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(policy).toMatch(/^default-src 'none'; /);
  expect(policy).toContain(`script-src 'sha256-${digest}'; style-src 'self';`);
  expect(policy).not.toContain('unsafe');
});

test('the page needs nothing that its policy would refuse', async () => {
  await using stage = await setStage();
  const html = await (await fetch(stage.sandbox.page)).text();
  const [, styleSheet = ''] = /href="(\/page\.css)"/.exec(html) ?? [];
  const answer = await fetch(stage.sandbox.url + styleSheet);
  expect(answer.headers.get('content-type')).toContain('text/css');
  expect(html).not.toMatch(/ style=| on[a-z]+="|<style|<script |https?:/);
});

test('a page without a script to admit is an error, not a looser policy', () => {
  expect(() => contentSecurityPolicy('<p>no script</p>')).toThrow('no <script>');
});
