import { describe, expect, it } from 'vitest';
import { doneAtFirst, startTurn } from '../../src/pipelines/import-turn.ts';

const never = new Promise<string>(() => undefined);

describe('a chunk and the one behind it', () => {
  it('lets that one add its rows before it is done itself', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const turn = startTurn(({ sayAdded }) => {
      sayAdded();
      return promise;
    });
    await turn.added;
    resolve('done');
    expect(await doneAtFirst(turn)).toBe('done');
  });

  it('lets that one go on when it fails before its rows are in', async () => {
    const turn = startTurn(async () => Promise.reject(new Error('the server is gone')));
    await turn.added;
    await expect(doneAtFirst(turn)).rejects.toThrow('the server is gone');
  });

  it('has that one begin again with it, at once', async () => {
    const turn = startTurn(async ({ sayAdded, sayAgain }) => {
      sayAdded();
      await Promise.resolve();
      sayAgain();
      return never;
    });
    await turn.added;
    await expect(doneAtFirst(turn)).rejects.toMatchObject({ code: 'bad-state', retryable: true });
    await expect(doneAtFirst(turn)).rejects.toMatchObject({ code: 'bad-state', retryable: true });
  });
});
