import { expect, test } from 'vitest';
import { setStage } from '../testing/stage.ts';

test('the page comes under a policy that admits its own files and nothing inline', async () => {
  await using stage = await setStage();
  const answer = await fetch(stage.sandbox.page);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
  expect(policy).not.toContain('unsafe');
  expect(await answer.text()).not.toMatch(/ style=| on[a-z]+="|<style|<script>|https?:/);
});

test('every file that the page asks for is there, as what it is', async () => {
  await using stage = await setStage();
  const html = await (await fetch(stage.sandbox.page)).text();
  const files = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path = '']) => path);
  expect(files).toEqual(['/page.css', '/page.js']);
  const [style, script] = await Promise.all(files.map(async (path) => fetch(stage.sandbox.url + path)));
  expect(style?.headers.get('content-type')).toContain('text/css');
  expect(script?.headers.get('content-type')).toContain('text/javascript');
  const code = (await script?.text()) ?? '';
  expect(code).toContain('New customer says hello');
  expect(code).not.toMatch(/^import /m);
});
