import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../../src/store/audit-chain.ts';
import { NOW, phoneOf } from '../../support/cleaning-bench.ts';
import {
  type Answer,
  type Browser,
  contentsOf,
  fingerprintOf,
  type PagesBench,
  pagesBench,
  type Who,
} from '../../support/pages-bench.ts';
import { plantReview } from '../../support/review-world.ts';

let bench: PagesBench;
let ids: readonly number[];

beforeAll(async () => {
  bench = await pagesBench();
});
afterAll(() => bench?.stop());
beforeEach(async () => {
  bench.clock.at = NOW;
  await bench.empty();
  ids = await plantReview(bench, 130);
});

const as = (who: Who): Promise<Browser> => bench.signedIn(who);
const picks = (from: number, to: number): readonly string[] => ids.slice(from, to).map((id) => `${id}:1`);

async function states(): Promise<Readonly<Record<string, number>>> {
  const rows: readonly { state: string }[] = await bench.db('recommendations').select('state');
  return Object.fromEntries(
    [...Map.groupBy(rows, ({ state }) => state)].map(([state, all]) => [state, all.length]),
  );
}

/** The page after the change. */
async function follow(own: Browser, answer: Answer): Promise<string> {
  expect(answer.status).toBe(303);
  return (await own.get(answer.location ?? '')).text;
}

describe('a reviewer', () => {
  it('approves what is ticked, is told once how many, and leaves the rest', async () => {
    const ron = await as('ron');
    const answer = await ron.post('/recommendations/decide', {
      query: 'size=100',
      decision: 'approve',
      pick: picks(0, 5),
      reason: 'looked at each',
      days: '30',
    });
    expect(answer.location).toBe('/recommendations?size=100');
    expect(await follow(ron, answer)).toContain('5 recommendations approved.');
    expect((await ron.get('/recommendations')).text).not.toContain('5 recommendations approved.');
    expect(await states()).toEqual({ approved: 5, proposed: 125 });
    const rows = await bench
      .db('recommendations')
      .where({ state: 'approved' })
      .distinct('decided_by', 'note');
    expect(rows).toEqual([{ decided_by: 'web:ron', note: 'looked at each' }]);
  });

  it('is asked to type the number when more than a hundred are ticked', async () => {
    const ron = await as('ron');
    const many = { query: '', decision: 'reject', pick: picks(0, 101), days: '30', reason: 'a <b>test</b>' };
    const asked = await ron.post('/recommendations/decide', many);
    expect(asked).toMatchObject({ status: 200 });
    expect(asked.text).toMatch(/Type 101 to say[^]*/);
    expect(asked.text).toContain('a &lt;b&gt;test');
    expect(asked.text.match(/name="pick"/g)).toHaveLength(101);
    expect(await states()).toEqual({ proposed: 130 });
    await ron.post('/recommendations/decide', { ...many, typed: '101' });
    expect(await states()).toEqual({ proposed: 29, rejected: 101 });
  });

  it('decides on the whole filter with its frozen list', async () => {
    const ron = await as('ron');
    const page = await ron.get('/recommendations/confirm?reason=inactive');
    expect(page.text).toContain('Decide on 26 recommendations at once');
    const fingerprint = fingerprintOf(page);
    const form = {
      query: 'reason=inactive',
      scope: 'filter',
      count: '26',
      fingerprint,
      decision: 'snooze',
      days: '7',
    };
    expect(await follow(ron, await ron.post('/recommendations/decide', form))).toContain(
      '26 recommendations snoozed.',
    );
    expect(await states()).toEqual({ proposed: 104, snoozed: 26 });
    const entry = await bench.db('audit_log').where({ action: 'recommendation-snooze' }).first();
    expect(JSON.parse(JSON.stringify(entry.detail))).toBeTruthy();
    expect(JSON.stringify(entry.detail)).toContain('inactive');
    const until = await bench.db('recommendations').where({ state: 'snoozed' }).first('snoozed_until');
    expect(until.snoozed_until.toISOString()).toBe('2026-12-01T10:00:00.000Z');
  });

  it('is not taken at the word when the list has changed since', async () => {
    const ron = await as('ron');
    await bench.db('recommendations').where({ id: ids[0] }).update({ state: 'invalidated', is_open: null });
    const form = { query: '', scope: 'filter', count: '130', typed: '130', decision: 'approve' };
    const answer = await ron.post('/recommendations/decide', form);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('holds 129 now');
  });

  it('is not taken at the word when one went and another came, or one says something else', async () => {
    const [first = 0, second = 0] = ids;
    await bench.db('recommendations').where({ id: first }).update({ state: 'invalidated', is_open: null });
    const ron = await as('ron');
    const fingerprint = fingerprintOf(await ron.get('/recommendations/confirm'));
    const form = { query: '', scope: 'filter', count: '129', typed: '129', fingerprint, decision: 'approve' };
    const refused = async (): Promise<string> => {
      const answer = await ron.post('/recommendations/decide', form);
      expect(answer.status).toBe(409);
      return answer.text;
    };
    await bench.db('recommendations').where({ id: first }).update({ state: 'proposed', is_open: 1 });
    await bench.db('recommendations').where({ id: second }).update({ state: 'invalidated', is_open: null });
    expect(await refused()).toContain('holds 129 as when you looked, but not the same ones');
    await bench.db('recommendations').where({ id: second }).update({ state: 'proposed', is_open: 1 });
    await bench.db('recommendations').where({ id: first }).update({ state: 'invalidated', is_open: null });
    await bench.db('recommendations').where({ id: second }).increment('version', 1);
    expect(await refused()).toContain('not the same ones');
    expect(await states()).toEqual({ invalidated: 1, proposed: 129 });
  });

  it('who ticks nothing is told so', async () => {
    const ron = await as('ron');
    const answer = await ron.post('/recommendations/decide', { query: '', decision: 'approve', days: '30' });
    expect(await follow(ron, answer)).toContain('Nothing was selected');
  });

  it('decides on one from its own page, and comes back to the list it came from', async () => {
    const ron = await as('ron');
    const path = `/recommendations/${ids[3]}`;
    const list = 'reason=inactive&page=2';
    const page = await ron.get(`${path}?in=${encodeURIComponent(list)}`);
    expect(page.text.replaceAll('&#x3D;', '=')).toContain(
      'href="/recommendations?reason=inactive&amp;page=2"',
    );
    const answer = await ron.post(`${path}/reject`, {
      version: '1',
      in: list,
      reason: 'she called us\r\nyesterday',
    });
    expect(answer.location).toBe(`${path}?in=${encodeURIComponent(list)}`);
    const after = await follow(ron, answer);
    expect(after).toContain('1 recommendation rejected.');
    expect(after).toContain('Rejected by ron, 24 Nov 2026, 10:00');
    expect(after).toMatch(/<strong>ron<\/strong> rejected: “she called us/);
    expect(after).toContain('Not proposed again before');
    expect(after).not.toContain('formaction');
  });

  it('masks a number that somebody writes into the reason', async () => {
    const ron = await as('ron');
    await ron.post(`/recommendations/${ids[0]}/approve`, {
      version: '1',
      reason: 'call +47 912 34 567 first',
    });
    const kept = JSON.stringify([
      await bench.db('recommendations').select('note'),
      await bench.db('audit_log').select('detail'),
    ]);
    expect(kept).not.toMatch(/912 ?34 ?567/);
  });
});

describe('two reviewers at once', () => {
  it('the second is told who was faster, what was decided and when; nothing is overwritten', async () => {
    const [ron, rita] = [await as('ron'), await as('rita')];
    await rita.post(`/recommendations/${ids[0]}/reject`, { version: '1', reason: 'is a customer' });
    const answer = await ron.post(`/recommendations/${ids[0]}/approve`, { version: '1' });
    expect(answer.status).toBe(409);
    expect(answer.text).toMatch(
      /Not done[^]*number \d+ is &quot;rejected&quot; meanwhile by rita, 24 Nov 2026, 10:00/,
    );
    expect(await states()).toEqual({ proposed: 129, rejected: 1 });
  });

  it('the second gets what is left of a selection, and is told of the others', async () => {
    const [ron, rita] = [await as('ron'), await as('rita')];
    await rita.post('/recommendations/decide', { query: '', decision: 'reject', pick: picks(0, 3) });
    const answer = await ron.post('/recommendations/decide', {
      query: '',
      decision: 'approve',
      pick: picks(0, 5),
    });
    const text = await follow(ron, answer);
    expect(text).toContain('2 recommendations approved.');
    expect(text).toMatch(/3 left alone: 3 rejected meanwhile by rita/);
    expect(await states()).toEqual({ approved: 2, proposed: 125, rejected: 3 });
  });

  it('deciding at the same moment: each number is decided by one of them, and everything is told', async () => {
    const [ron, rita] = [await as('ron'), await as('rita')];
    const both = await Promise.all([
      ron.post('/recommendations/decide', { query: '', decision: 'approve', pick: picks(0, 40) }),
      rita.post('/recommendations/decide', { query: '', decision: 'reject', pick: picks(20, 60) }),
    ]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    const rows = await bench
      .db('recommendations')
      .whereIn('id', ids.slice(0, 60))
      .select('decided_by', 'version');
    expect(new Set(rows.map((row) => row.version))).toEqual(new Set([2]));
    expect(rows.filter((row) => row.decided_by === null)).toEqual([]);
    expect(await verifyAudit(bench.db, null)).toMatchObject({ broken: null });
  });
});

describe('the number in full', () => {
  it('is nowhere on a page until somebody who decides asks for it by a form, and that is noted', async () => {
    const ron = await as('ron');
    const number = phoneOf(1);
    const seen = [
      await ron.get(`/recommendations/${ids[0]}`),
      await ron.get('/recommendations'),
      await ron.get('/audit'),
    ];
    for (const { text } of seen) expect(text).not.toContain(number);
    const answer = await ron.post(`/recommendations/${ids[0]}/show-number`, { in: '' });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(number);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const trail = await ron.get('/audit');
    expect(trail.text).toMatch(
      /<strong>ron<\/strong> looked at the number <span class="object">recommendation \d+</,
    );
    expect((await ron.get(`/recommendations/${ids[0]}`)).text).toContain('looked at the number');
    const kept = JSON.stringify([await bench.db('audit_log').select(), bench.lines]);
    expect(kept).not.toContain(number);
  });

  it('is refused for a viewer, and where there is none', async () => {
    expect((await (await as('vera')).post(`/recommendations/${ids[0]}/show-number`)).status).toBe(403);
    await bench.db('contacts').where({ id: 1 }).update({ phone_enc: null });
    const answer = await (await as('ron')).post(`/recommendations/${ids[0]}/show-number`);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('has no number that can be shown');
  });
});

describe('an admin', () => {
  async function approve(reason: string): Promise<void> {
    await bench
      .db('recommendations')
      .where({ reason })
      .update({ state: 'approved', decided_by: 'web:ron', decided_at: new Date('2026-11-24T09:00:00Z') });
    await bench.db('cleaning_runs').update({ state: 'released' });
  }

  it('applies what is approved, sees what it does to the list, and takes it back exactly', async () => {
    const ada = await as('ada');
    await approve('not_sms_capable');
    const page = await ada.get('/apply');
    const seen = { count: '26', fingerprint: fingerprintOf(page), reason: '' };
    expect(page.text).toMatch(
      /26 contacts are taken out of sending, 0\.50\s?% of the 5,200 that can be reached/,
    );
    const before = await contentsOf(bench);
    expect((await ada.post('/apply', { ...seen, typed: '25' })).status).toBe(409);
    expect(await contentsOf(bench)).toBe(before);
    const large = { ...seen, typed: '26', large: 'yes' };
    const applied = await ada.post('/apply', large);
    expect(await follow(ada, applied)).toContain('26 recommendations applied.');
    expect(await states()).toEqual({ applied: 26, proposed: 104 });
    expect(await bench.db('suppressions').whereNull('lifted_at')).toHaveLength(26);
    const wrong = await ada.post(`${applied.location}/undo`, { typed: '1', reason: '' });
    expect(wrong.status).toBe(422);
    const undone = await ada.post(`${applied.location}/undo`, { typed: '26', reason: 'wrong list' });
    expect(await follow(ada, undone)).toContain('26 recommendations taken back');
    expect(await states()).toEqual({ proposed: 104, undone: 26 });
    expect(await bench.db('suppressions').whereNull('lifted_at')).toHaveLength(0);
    expect((await ada.get('/batches')).text).toMatch(/Batch 2[^]*takes back[^]*batch 1/);
    expect(await verifyAudit(bench.db, null)).toMatchObject({ broken: null });
  });

  it('applies nothing when an approval was taken back and another given meanwhile', async () => {
    const ada = await as('ada');
    await approve('not_sms_capable');
    const fingerprint = fingerprintOf(await ada.get('/apply'));
    const [taken, given] = [
      await bench.db('recommendations').where({ state: 'approved' }).first('id'),
      await bench.db('recommendations').where({ state: 'proposed' }).first('id'),
    ];
    await bench.db('recommendations').where({ id: taken.id }).update({ state: 'rejected', is_open: null });
    await bench.db('recommendations').where({ id: given.id }).update({ state: 'approved' });
    const form = { count: '26', fingerprint, typed: '26', reason: '', large: 'yes' };
    const answer = await ada.post('/apply', form);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('26 as when you looked, but not the same ones');
    expect(await bench.db('suppressions').whereNull('lifted_at')).toHaveLength(0);
  });

  it('is stopped in words of these pages when too much of the list would go', async () => {
    const ada = await as('ada');
    await approve('not_sms_capable');
    await approve('persistently_absent');
    const fingerprint = fingerprintOf(await ada.get('/apply'));
    const answer = await ada.post('/apply', { count: '52', fingerprint, typed: '52', reason: '' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('52 of 130 reachable contacts of the list would go');
    expect(answer.text).toContain('tick the box below');
    expect(answer.text).not.toContain('--allow-large');
    expect(await states()).toMatchObject({ approved: 52 });
  });

  it('releases a search that is held when the number of contacts is typed; a reviewer cannot', async () => {
    await bench.db('cleaning_runs').update({ state: 'held', held_because: 'too many' });
    const [run] = await bench.db('cleaning_runs').pluck('id');
    const [ada, ron] = [await as('ada'), await as('ron')];
    expect((await ron.get('/recommendations')).text).toMatch(/is held\.<\/strong> too many/);
    expect((await ron.get(`/runs/${run}`)).text).not.toContain('Release it');
    expect((await ron.post(`/runs/${run}/release`, { typed: '65' })).status).toBe(403);
    expect((await ada.get(`/runs/${run}`)).text).toContain('Release it');
    const text = await follow(ada, await ada.post(`/runs/${run}/release`, { typed: '65', reason: '' }));
    expect(text).toContain('is released');
    expect(await bench.db('cleaning_runs').first('state', 'released_by')).toEqual({
      state: 'released',
      released_by: 'web:ada',
    });
    expect((await ada.post(`/runs/${run}/release`, { typed: '65' })).status).toBe(409);
  });

  it('adds, promotes and locks out users, and each is in the audit trail', async () => {
    const ada = await as('ada');
    const added = await ada.post('/users', { name: 'Zoe', role: 'viewer', password: 'sixteen purple foxes' });
    expect(await follow(ada, added)).toContain('zoe may sign in as viewer.');
    await ada.post('/users/zoe/role', { role: 'reviewer' });
    await ada.post('/users/zoe/password', { password: 'seventeen purple foxes' });
    await ada.post('/users/zoe/disable');
    const trail = (await ada.get('/audit?object=user+zoe')).text;
    for (const what of ['added', 'changed the role of', 'changed the password of', 'disabled'])
      expect(trail).toContain(what);
    expect(trail).not.toContain('purple');
    await bench.db('web_users').where({ name: 'zoe' }).delete();
  });
});

describe('the list', () => {
  it('has a CSV with the same rows, masked, that no spreadsheet runs', async () => {
    await bench.db('recommendations').where({ id: ids[0] }).update({ note: '=HYPERLINK("http://evil")' });
    const answer = await (await as('vera')).get('/recommendations.csv?reason=not_sms_capable');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="recommendations-2026-11-24.csv"',
    );
    const lines = answer.text.trim().split('\r\n');
    expect(lines).toHaveLength(27);
    expect(lines[0]).toContain('recommendation_id,contact_id,phone_masked');
    expect(lines[1]).toContain("'+47******01");
    expect(lines[1]).toContain("'=HYPERLINK");
    expect(answer.text).not.toContain(phoneOf(1));
  });

  it('pages, and every filter narrows what it says', async () => {
    const vera = await as('vera');
    const titleOf = async (query: string): Promise<string> =>
      />(\d+ to \d+ of \d+ recommendations?)</.exec(
        (await vera.get(`/recommendations?${query}`)).text,
      )?.[1] ?? 'none';
    expect(await titleOf('')).toBe('1 to 25 of 130 recommendations');
    expect(await titleOf('page=6')).toBe('126 to 130 of 130 recommendations');
    expect(await titleOf('size=100&page=2')).toBe('101 to 130 of 130 recommendations');
    expect(await titleOf('size=500')).toBe('1 to 130 of 130 recommendations');
    expect(await titleOf('reason=inactive')).toBe('1 to 25 of 26 recommendations');
    expect(await titleOf('confidence=0.95')).toBe('1 to 25 of 26 recommendations');
    expect(await titleOf('segment=s1')).toBe('1 to 25 of 65 recommendations');
    expect(await titleOf('text=c130')).toBe('1 to 1 of 1 recommendation');
    expect(await titleOf('state=approved')).toBe('none');
    expect(await titleOf('page=9')).toBe('none');
  });

  it('says in red when contacts were messaged who had opted out, and what an outage left out', async () => {
    const why = 'Telenor, 12 Nov: 41 failures came at once';
    await bench.db('cleaning_runs').update({
      opted_out_contacts: 4,
      opted_out_messages: 12,
      excluded_cells: JSON.stringify([{ campaignId: 'c1', why }]),
    });
    const vera = await as('vera');
    const [run] = await bench.db('cleaning_runs').pluck('id');
    const line = '12 messages went to 4 contacts who had opted out';
    expect((await vera.get('/recommendations')).text).toContain(line);
    const { text } = await vera.get(`/runs/${run}`);
    expect(text).toContain(line);
    expect(text).toContain(why);
  });

  it('shows a viewer no box and no button', async () => {
    const { text } = await (await as('vera')).get('/recommendations');
    expect(text).not.toMatch(/name="pick"|value="approve"/);
  });
});
