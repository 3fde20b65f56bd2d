import { between } from '../../src-sandbox/random.ts';
import { exchange, head } from './exchange.ts';
import { pick, type DrawInput } from './input.ts';
import { drawJson } from './random-json.ts';

const PATHS = [
  '/healthz',
  '/readyz',
  '/metrics',
  '/v1/relay',
  '/v1/session',
  '/v1/setup',
  '/',
  '//',
  '/%zz',
  '/..%2f',
  '*',
];
const METHODS = ['GET', 'GET', 'POST', 'HEAD', 'OPTIONS', 'TRACE', 'DELETE', 'BREW', ''];
const SERVER_ERROR = 500;

/** The doors of sign-in, health and figures, and HTTP itself. Whatever comes, none of them may answer 5xx or nothing. */
export const drawHttp: DrawInput = (random) => {
  const body = pick(random, [
    '',
    drawJson(random),
    '{"code":',
    random.bytes(between(random, 0, 100)).toString('latin1'),
  ]);
  const authorization = pick(random, [
    '',
    'Bearer x',
    `Bearer ${'y'.repeat(43)}`,
    'Bearer \u0001',
    `Bearer ${'z'.repeat(9000)}`,
  ]);
  const start = `${pick(random, METHODS)} ${pick(random, PATHS)}`;
  const headers = [
    ['Authorization', authorization],
    ['Content-Type', pick(random, ['application/json', 'text/plain', ';', ''])],
    ['Content-Length', String(Buffer.byteLength(body, 'latin1'))],
    ['Connection', 'close'],
    ...pick(random, [[], [['Expect', 'x']], [['Transfer-Encoding', 'gzip']], [['Host', 'other']]] as const),
  ] as const;
  const torn = pick(random, [false, false, false, true]);
  const bytes = torn ? [`${start}\r\n\0\r\n\r\n`] : [head(start, headers), Buffer.from(body, 'latin1')];
  return {
    name: torn ? 'http: no HTTP' : `http: ${start}`,
    fire: async (target) => {
      const ending = await exchange(target, { bytes });
      const isWrong = ending === 'hang' || (typeof ending === 'number' && ending >= SERVER_ERROR);
      return isWrong ? `ended ${ending}` : undefined;
    },
  };
};
