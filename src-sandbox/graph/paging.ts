import { answered, refused, type GraphAnswer, type Json } from './graph-answer.ts';
import type { GraphCall } from './graph-call.ts';
import { invalidParameter } from './graph-error.ts';

const DEFAULT_LIMIT = 25;
const LARGEST_LIMIT = 1000;

type Page = { readonly first: number; readonly limit: number };

/** One page of a list by `limit`, `after` and `before`; a cursor that Graph did not give is refused with 131059. */
export function answerPage(nodes: readonly Json[], { url, query }: Pick<GraphCall, 'url' | 'query'>): GraphAnswer {
  const limit = limitOf(query);
  if (limit === undefined) return refused(invalidParameter('Param limit must be a positive integer.'));
  const page = pageOf(query, limit, nodes.length);
  if (page === undefined) return refused({ code: 131059 });
  const shown = nodes.slice(page.first, page.first + page.limit);
  const last = page.first + shown.length - 1;
  if (shown.length === 0) return answered({ data: [] });
  const paging = { cursors: { before: cursorOf(page.first), after: cursorOf(last) } };
  const next = last + 1 < nodes.length ? { next: nextPage(url, query, cursorOf(last)) } : {};
  return answered({ data: shown, paging: { ...paging, ...next } });
}

function nextPage(url: string, query: URLSearchParams, after: string): string {
  const next = new URLSearchParams(query);
  next.delete('before');
  next.set('after', after);
  return `${url}?${next.toString()}`;
}

function limitOf(query: URLSearchParams): number | undefined {
  const text = query.get('limit');
  if (text === null) return DEFAULT_LIMIT;
  return /^[1-9]\d{0,8}$/.test(text) ? Math.min(Number(text), LARGEST_LIMIT) : undefined;
}

function pageOf(query: URLSearchParams, limit: number, count: number): Page | undefined {
  const after = query.get('after');
  const before = query.get('before');
  if (after !== null) {
    const index = indexOf(after, count);
    return index === undefined ? undefined : { first: index + 1, limit };
  }
  if (before === null) return { first: 0, limit };
  const index = indexOf(before, count);
  if (index === undefined) return undefined;
  const first = Math.max(0, index - limit);
  return { first, limit: index - first };
}

function cursorOf(index: number): string {
  return Buffer.from(`at:${index}`).toString('base64url');
}

function indexOf(cursor: string, count: number): number | undefined {
  const index = /^at:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  return index !== undefined && Number(index) < count ? Number(index) : undefined;
}
