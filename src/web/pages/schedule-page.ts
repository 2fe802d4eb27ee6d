import { mayDo } from '../../core/web-role.ts';
import { upcoming } from '../../pipelines/upcoming-schedules.ts';
import { countDispatchesOf } from '../../store/report-history.ts';
import { loadScheduleBeats } from '../../store/schedule-beats.ts';
import type { Schedule } from '../../store/schedules.ts';
import { cleanText } from './figures.ts';
import { ownRuns, ownSchedule } from './own-reports.ts';
import { type PageAnswer, page } from './page-answer.ts';
import { PAGE_REFUSALS } from './page-refusals.ts';
import type { SignedInCall } from './page-route.ts';
import { localeName } from './report-locales.ts';
import { runView, windowText } from './run-view.ts';
import { localMoment, scheduleView } from './schedules-page.ts';
import { shell } from './shell.ts';
import { shownAddress } from './shown-address.ts';
import { VARIANT_WORDS } from './variant-words.ts';

const FIRES = 5;
const RUNS = 5;

/** GET: what a schedule makes, for whom, when next, and what became of it last. */
export async function showSchedule(call: SignedInCall): Promise<PageAnswer> {
  const { needs, viewer, now } = call;
  const schedule = await ownSchedule(call);
  if (schedule === null) return PAGE_REFUSALS.noSchedule;
  const beats = await loadScheduleBeats(needs.db, now);
  const runs = await ownRuns(call, { scheduleId: schedule.id, limit: RUNS });
  const dispatches = await countDispatchesOf(
    needs.db,
    runs.map(({ id }) => id),
  );
  const path = `/schedules/${schedule.key}`;
  return page(
    needs.pages.render('schedule', {
      ...scheduleView(schedule, beats.find(({ key }) => key === schedule.key) ?? null),
      shell: shell(call, `Schedule ${schedule.key}`),
      fires: upcoming([{ ...schedule, pausedAt: null }], now, FIRES).map(({ at, window }) => ({
        ...localMoment(at, schedule.timezone),
        window: windowText(window),
      })),
      people: schedule.recipients.map((one) => shownAddress(viewer.role, one)),
      owner: schedule.owner === null ? null : shownAddress(viewer.role, schedule.owner),
      details: detailsOf(schedule),
      runs: runs.map((run) => runView(run, dispatches.get(run.id), viewer.role)),
      runsPath: `/reports?schedule=${encodeURIComponent(schedule.key)}`,
      allPath: '/schedules',
      previewPath: `${path}/preview`,
      canChange: mayDo(viewer.role, 'apply'),
      pausePath: `${path}/pause`,
      resumePath: `${path}/resume`,
      canTest: mayDo(viewer.role, 'decide'),
      testPath: `${path}/test`,
      testTo: needs.reports.mail === null ? null : viewer.email,
      hasMailServer: needs.reports.mail !== null,
    }),
  );
}

function detailsOf(schedule: Schedule): readonly { readonly name: string; readonly value: string }[] {
  const lists = [
    ['Only campaigns', schedule.campaignIds],
    ['Only segments', schedule.segmentIds],
    ['Only brands', schedule.brands],
    ['Only tags', schedule.tags],
    ['Mailed only if', schedule.onlyIf.length === 0 ? null : schedule.onlyIf],
  ] as const;
  return [
    { name: 'Shape', value: VARIANT_WORDS[schedule.variant] },
    { name: 'Language', value: localeName(schedule.locale) },
    ...lists.flatMap(([name, values]) =>
      values === null ? [] : [{ name, value: values.map(cleanText).join(', ') }],
    ),
    ...(schedule.onlyIf.length === 0 ? [] : [{ name: 'Sign of life otherwise', value: schedule.heartbeat }]),
  ];
}
