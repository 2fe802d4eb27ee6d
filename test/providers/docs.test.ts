import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PROVIDERS } from '../../src/providers/catalogue.ts';

it('docs/providers.md lists every provider with its formats and kinds, in our order', () => {
  const rows = readFileSync('docs/providers.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, 4)
        .map((cell) => cell.trim()),
    );
  expect(rows).toEqual(
    PROVIDERS.map(({ id, formats, kinds }) => [`\`${id}\``, formats.join(' '), kinds.join(' ')]),
  );
});
