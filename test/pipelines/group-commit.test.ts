import { describe, expect, it } from 'vitest';
import type { ProviderEvent } from '../../src/core/provider-event.ts';
import {
  createGroupCommit,
  type GroupCommit,
  type GroupCommitLimits,
  type GroupCommitNeeds,
} from '../../src/pipelines/group-commit.ts';
import { receipt } from '../support/event-samples.ts';

type Stored = { readonly provider: string; readonly ids: readonly (string | null)[] };

function events(...ids: readonly string[]): readonly ProviderEvent[] {
  return ids.map((id) => receipt(id, 'delivered', '1001'));
}

function bench(
  store: (stored: Stored) => ReturnType<GroupCommitNeeds['store']> = async () => ({ refusals: [] }),
  limits: Partial<GroupCommitLimits> = {},
): { readonly commit: GroupCommit; readonly stored: Stored[]; readonly errors: unknown[] } {
  const stored: Stored[] = [];
  const errors: unknown[] = [];
  const commit = createGroupCommit({
    store: async (provider, given) => {
      const batch = { provider, ids: given.map(({ providerMessageId }) => providerMessageId) };
      stored.push(batch);
      return store(batch);
    },
    onError: (error) => errors.push(error),
    limits,
  });
  return { commit, stored, errors };
}

const away = (): Error => Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });

describe('requests that come together', () => {
  it('share one transaction per provider', async () => {
    const { commit, stored } = bench();
    const answers = await Promise.all([
      commit.take('twilio', events('1', '2')),
      commit.take('twilio', events('3')),
      commit.take('vonage', events('4')),
    ]);
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ outcome: 'committed', refusals: [] })));
    expect(stored).toEqual([
      { provider: 'twilio', ids: ['1', '2', '3'] },
      { provider: 'vonage', ids: ['4'] },
    ]);
  });

  it('learn only of their own refused events, counted as they gave them', async () => {
    const refused = (index: number) => ({ index, field: 'f', reason: 'r' });
    const { commit } = bench(async () => ({ refusals: [refused(2), refused(3)] }));
    const answers = await Promise.all([
      commit.take('twilio', events('1', '2')),
      commit.take('twilio', events('3', '4')),
      commit.take('twilio', events('5')),
    ]);
    expect(answers).toEqual([
      { outcome: 'committed', refusals: [refused(2)] },
      { outcome: 'committed', refusals: [refused(1)] },
      { outcome: 'committed', refusals: [] },
    ]);
  });

  it('are split where a transaction would grow too large, and a large one goes alone', async () => {
    const { commit, stored } = bench(undefined, { batchEvents: 3 });
    const large = events('4', '5', '6', '7');
    await Promise.all([
      commit.take('twilio', events('1', '2')),
      commit.take('twilio', events('3')),
      commit.take('twilio', large),
    ]);
    expect(stored.map(({ ids }) => ids.length)).toEqual([3, 4]);
  });
});

describe('a request', () => {
  it('is answered after its transaction, not before', async () => {
    const gate = Promise.withResolvers<{ refusals: [] }>();
    const storing = Promise.withResolvers<void>();
    const { commit } = bench(() => {
      storing.resolve();
      return gate.promise;
    });
    let isAnswered = false;
    const answer = commit.take('twilio', events('1')).then(() => {
      isAnswered = true;
    });
    await storing.promise;
    await Promise.resolve();
    expect(isAnswered).toBe(false);
    gate.resolve({ refusals: [] });
    await answer;
    expect(isAnswered).toBe(true);
  });

  it('that breaks the transaction does not take its neighbours with it', async () => {
    const { commit, stored, errors } = bench(async ({ ids }) => {
      if (ids.includes('bad')) throw new Error('broken');
      return { refusals: [] };
    });
    const answers = await Promise.all([
      commit.take('twilio', events('1')),
      commit.take('twilio', events('bad')),
      commit.take('twilio', events('3')),
    ]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['committed', 'failed', 'committed']);
    expect(stored.map(({ ids }) => ids)).toEqual([['1', 'bad', '3'], ['1'], ['bad'], ['3']]);
    expect(errors).toHaveLength(1);
  });

  it('without events is right at once', async () => {
    const { commit, stored } = bench();
    expect(await commit.take('twilio', [])).toEqual({ outcome: 'committed', refusals: [] });
    expect(stored).toEqual([]);
  });

  it('that came while nobody waited any more is not forgotten', async () => {
    const { commit } = bench();
    for (let turn = 0; turn < 20; turn += 1) {
      const first = commit.take('twilio', events(`a${turn}`));
      const second = first.then(() => commit.take('twilio', events(`b${turn}`)));
      expect((await second).outcome).toBe('committed');
    }
  });
});

describe('a database that is away', () => {
  it('answers everybody who waits, also those behind the transaction, and works again afterwards', async () => {
    const state = { isAway: true };
    const { commit, stored } = bench(
      async () => {
        if (state.isAway) throw away();
        return { refusals: [] };
      },
      { batchEvents: 1 },
    );
    const answers = await Promise.all(['1', '2', '3'].map((id) => commit.take('twilio', events(id))));
    expect(answers.map(({ outcome }) => outcome)).toEqual(['unavailable', 'unavailable', 'unavailable']);
    expect(stored).toHaveLength(1);
    state.isAway = false;
    expect((await commit.take('twilio', events('1'))).outcome).toBe('committed');
  });

  it('that hangs is late for one request, and the queue is bounded meanwhile', async () => {
    const gate = Promise.withResolvers<{ refusals: [] }>();
    const { commit, stored } = bench(() => gate.promise, {
      waitingRequests: 2,
      batchEvents: 1,
      answerWithinMs: 100,
    });
    const first = commit.take('twilio', events('1'));
    const second = commit.take('twilio', events('2'));
    expect(commit.isFull()).toBe(true);
    expect((await commit.take('twilio', events('3'))).outcome).toBe('full');
    expect([(await first).outcome, (await second).outcome]).toEqual(['late', 'late']);
    expect(commit.isFull()).toBe(false);
    gate.resolve({ refusals: [] });
    expect((await commit.take('twilio', events('4'))).outcome).toBe('committed');
    // the second was told to come again before its turn came
    expect(stored.map(({ ids }) => ids)).toEqual([['1'], ['4']]);
  });

  it('lets no more events wait than allowed, but any single request when none waits', async () => {
    const { commit } = bench(undefined, { waitingEvents: 2 });
    const large = commit.take('twilio', events('1', '2', '3'));
    expect((await commit.take('twilio', events('4'))).outcome).toBe('full');
    expect((await large).outcome).toBe('committed');
  });
});

describe('stopping', () => {
  it('finishes what was taken and takes nothing more', async () => {
    const order: string[] = [];
    const { commit } = bench(async () => {
      order.push('stored');
      return { refusals: [] };
    });
    const taken = commit.take('twilio', events('1'));
    const stopped = commit.stop().then(() => order.push('stopped'));
    expect((await commit.take('twilio', events('2'))).outcome).toBe('full');
    await stopped;
    expect(order).toEqual(['stored', 'stopped']);
    expect((await taken).outcome).toBe('committed');
  });
});
