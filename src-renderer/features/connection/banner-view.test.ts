import { expect, test } from 'vitest';
import { epochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { NOW } from '../../devtools/seeds.ts';
import { bannerView, type BannerSource } from './banner-view.ts';
import { linkWords } from './link-words.ts';

const LIVE: BannerSource = {
  link: { state: 'live', since: NOW },
  cache: 'ready',
  progress: null,
  pendingSends: 0,
  notice: null,
  news: 0,
};
const offline = { state: 'offline', since: NOW, retryAt: epochMs(NOW + 5000), reason: 'unreachable' } as const;

test('a live link needs no banner', () => {
  expect(bannerView(LIVE, NOW)).toEqual({ kind: 'none' });
});

test('offline tells how many messages wait', () => {
  expect(bannerView({ ...LIVE, link: offline, pendingSends: 3 }, NOW)).toEqual({
    kind: 'offline',
    link: offline,
    pending: 3,
  });
});

test('a link that goes over to another node of the relay is not offline before it has failed to', () => {
  const tries = [250, 500, 501, 15_000].map((wait) => ({ ...offline, retryAt: epochMs(NOW + wait) }));
  expect(tries.map((link) => bannerView({ ...LIVE, link }, NOW).kind)).toEqual(['none', 'none', 'offline', 'offline']);
  expect(tries.map((link) => linkWords(link).title)).toEqual([
    'link.connecting',
    'link.connecting',
    'link.offline',
    'link.offline',
  ]);
  const pulled = { ...offline, retryAt: epochMs(NOW + 250), reason: 'no_network' } as const;
  expect(bannerView({ ...LIVE, link: pulled }, NOW).kind).toBe('offline');
});

test('a link that opens quickly goes without a banner', () => {
  const connecting: BannerSource = { ...LIVE, link: { state: 'connecting', since: NOW } };
  expect(bannerView(connecting, epochMs(NOW + 1000))).toEqual({ kind: 'none' });
  expect(bannerView(connecting, epochMs(NOW + 2000))).toEqual({ kind: 'connecting', pending: 0 });
});

test('a little to catch up is not worth a word', () => {
  const shown = [3, 37].map((left) => bannerView({ ...LIVE, link: { state: 'catching_up', since: NOW, left } }, NOW));
  expect(shown).toEqual([{ kind: 'none' }, { kind: 'catching_up', left: 37 }]);
});

test('the first pages show how far they are', () => {
  expect(bannerView({ ...LIVE, cache: 'loading', progress: { loaded: 20, total: 80 } }, NOW)).toEqual({
    kind: 'first_sync',
    loaded: 20,
    total: 80,
  });
});

test('what is said of the journal is not said of the cache', () => {
  const notices = ['journal_failed', 'journal_unreadable', 'cache_rebuilt_older'] as const;
  expect(notices.map((notice) => bannerView({ ...LIVE, notice }, NOW))).toEqual([
    { kind: 'journal', notice: 'journal_failed' },
    { kind: 'journal', notice: 'journal_unreadable' },
    { kind: 'rebuilt', notice: 'cache_rebuilt_older' },
  ]);
});

test('what came during an absence is told after everything else', () => {
  const back: BannerSource = { ...LIVE, news: 37 };
  expect(bannerView(back, NOW)).toEqual({ kind: 'caught_up', count: 37 });
  expect(bannerView({ ...back, notice: 'cache_rebuilt_newer' }, NOW).kind).toBe('rebuilt');
});

test('what keeps the agent from working comes before what informs', () => {
  const noticed: BannerSource = { ...LIVE, notice: 'cache_rebuilt_newer' };
  expect([
    bannerView(noticed, NOW),
    bannerView({ ...noticed, link: offline }, NOW),
    bannerView({ ...noticed, link: { state: 'signed_out', since: NOW } }, NOW),
    bannerView({ ...noticed, link: { state: 'refused', since: NOW, code: 'protocol_too_old' } }, NOW),
    bannerView({ ...noticed, link: offline, cache: 'unavailable' }, NOW),
  ]).toEqual([
    { kind: 'rebuilt', notice: 'cache_rebuilt_newer' },
    { kind: 'offline', link: offline, pending: 0 },
    { kind: 'signed_out' },
    { kind: 'refused', code: 'protocol_too_old' },
    { kind: 'unavailable' },
  ]);
});
