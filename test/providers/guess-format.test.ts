import { expect, it } from 'vitest';
import { guessFormat } from '../../src/providers/guess-format.ts';

const ALL = ['json', 'ndjson', 'xml', 'form', 'csv'] as const;

it.each([
  ['\uFEFF <?xml version="1.0"?><a/>', 'xml'],
  ['[{"a":1}]', 'json'],
  ['{"a":1}\n{"a":2}\n', 'ndjson'],
  ['{"a":', 'ndjson'],
  ['id=1&status=delivered,late', 'form'],
  ['/dlr?id=1', 'form'],
  ['id,status\n1,a=b', 'csv'],
  ['id;status\n1;2', 'csv'],
  ['', 'csv'],
])('takes %j for %s', (body, format) => {
  expect(guessFormat(body, ALL)).toBe(format);
});

it('takes no text for CSV at a provider that has none', () => {
  expect(guessFormat('id:1 stat:DELIVRD, late', ['json', 'form'])).toBe('form');
});
