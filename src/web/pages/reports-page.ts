import { RUN_STATES } from '../../core/runs/run-state.ts';
import { mayDo } from '../../core/web-role.ts';
import { countDispatchesOf } from '../../store/report-history.ts';
import { ownRuns, ownSchedules } from './own-reports.ts';
import { type PageAnswer, page } from './page-answer.ts';
import { badField } from './page-refusals.ts';
import type { SignedInCall } from './page-route.ts';
import { pagerView, readPage } from './pager.ts';
import { RUN_WORDS, runView } from './run-view.ts';
import { shell } from './shell.ts';

const SIZE = 50;

/** Every run of every report, newest first. */
export async function showReports(call: SignedInCall): Promise<PageAnswer> {
  const { needs, query, viewer } = call;
  const at = readPage(query);
  if (at === null) return badField('page: must be a whole number from 1.');
  const state = RUN_STATES.find((one) => one === query.get('state'));
  if (state === undefined && (query.get('state') ?? '') !== '')
    return badField(`state: must be one of ${RUN_STATES.join(', ')}.`);
  const schedules = await ownSchedules(call);
  const key = query.get('schedule') ?? '';
  const schedule = schedules.find((one) => one.key === key);
  if (schedule === undefined && key !== '') return badField('schedule: there is no such schedule.');
  const runs = await ownRuns(call, {
    ...(state === undefined ? {} : { state }),
    ...(schedule === undefined ? {} : { scheduleId: schedule.id }),
    limit: SIZE + 1,
    offset: (at - 1) * SIZE,
  });
  const shown = runs.slice(0, SIZE);
  const dispatches = await countDispatchesOf(
    needs.db,
    shown.map(({ id }) => id),
  );
  return page(
    needs.pages.render('reports', {
      shell: shell(call, 'Reports'),
      runs: shown.map((run) => runView(run, dispatches.get(run.id), viewer.role)),
      states: options(
        RUN_STATES.map((one) => [one, RUN_WORDS[one]]),
        state ?? '',
      ),
      schedules: options(
        schedules.map((one) => [one.key, one.key]),
        key,
      ),
      canAsk: mayDo(viewer.role, 'decide'),
      askPath: '/reports/new',
      previewPath: '/reports/preview',
      pager: pagerView(listPath(state ?? '', key), at, runs.length > SIZE),
    }),
  );
}

function options(values: readonly (readonly [string, string])[], chosen: string): readonly object[] {
  const all = [['', 'all'] as const, ...values];
  return all.map(([value, label]) => ({ value, label, isChosen: value === chosen }));
}

function listPath(state: string, schedule: string): string {
  const kept = new URLSearchParams([
    ...(state === '' ? [] : [['state', state]]),
    ...(schedule === '' ? [] : [['schedule', schedule]]),
  ]);
  return kept.size === 0 ? '/reports' : `/reports?${kept.toString()}`;
}
