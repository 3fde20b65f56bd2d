import { expect, test } from 'vitest';
import { metaJson } from './escape.ts';

test('non-ASCII is written as lower-case \\uXXXX, one per UTF-16 unit', () => {
  expect(metaJson({ body: 'Привет 🙏é' }).toString('latin1')).toBe(
    String.raw`{"body":"\u041f\u0440\u0438\u0432\u0435\u0442 \ud83d\ude4f\u00e9"}`,
  );
});

test('slashes are escaped, in keys and values', () => {
  expect(metaJson({ 'a/b': 'https://shop.example/x' }).toString('latin1')).toBe(
    String.raw`{"a\/b":"https:\/\/shop.example\/x"}`,
  );
});

test('a parser gets back what was written, backslashes and control characters included', () => {
  const payload = { text: 'C:\\temp/"x"\n\u2028\u0000\u007f', list: ['नमस्ते', '你好', 'السلام'] };
  expect(JSON.parse(metaJson(payload).toString('ascii'))).toEqual(payload);
});
