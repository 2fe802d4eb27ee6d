import { describe, expect, it } from 'vitest';
import { drawWatching } from '../../src/cli/draw-watching.ts';
import { Failure } from '../../src/core/failure.ts';

async function watched(outcomes: readonly (string | Error)[]): Promise<readonly string[]> {
  const told: string[] = [];
  let turn = 0;
  const draw = async (): Promise<string> => {
    const outcome = outcomes[turn] ?? '';
    turn += 1;
    if (typeof outcome !== 'string') throw outcome;
    return outcome;
  };
  async function* changes(): AsyncGenerator<'changed'> {
    for (let at = 1; at < outcomes.length; at += 1) yield 'changed';
  }
  await drawWatching({ changes: changes(), draw, tell: (line) => told.push(line), clock: () => '08:00:00' });
  return told;
}

describe('drawing while somebody edits', () => {
  it('draws at once, and anew for every change', async () => {
    expect(await watched(['a.html: one', 'a.html: two'])).toEqual([
      '08:00:00 a.html: one\n',
      '08:00:00 a.html: two\n',
    ]);
  });

  it('tells a broken template with its line, keeps watching, and draws when it is corrected', async () => {
    const broken = new Failure(
      'bad-config',
      'x/footer.html.hbs line 3: there is no field a\nx/subject.hbs line 1: b',
    );
    expect(await watched([broken, broken, 'a.html: right'])).toEqual([
      '08:00:00 not drawn:\n  x/footer.html.hbs line 3: there is no field a\n  x/subject.hbs line 1: b\n',
      '08:00:00 not drawn:\n  x/footer.html.hbs line 3: there is no field a\n  x/subject.hbs line 1: b\n',
      '08:00:00 a.html: right\n',
    ]);
  });

  it('ends with what is no fault of a template', async () => {
    const full = new Failure('bad-input', '--out: cannot write a.html');
    await expect(watched(['a.html: one', full, 'a.html: two'])).rejects.toThrow('cannot write');
  });
});
