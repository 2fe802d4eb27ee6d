import { instant, type Phrase, say } from './figure.ts';
import type { PerformanceInput } from './performance-input.ts';
import type { Footer, ReportModel } from './report-model.ts';

type Asked = Pick<PerformanceInput, 'run' | 'window'>;

/** Why a reader gets this, when the next one comes, and how to make it again. */
export function composeFooter(input: Asked): Footer {
  const { run } = input;
  return {
    runId: run.id,
    why: run.why,
    schedule: run.schedule,
    nextRun: sayNextRun(input),
    recipients: run.recipients,
    reproduce: run.reproduce,
    ...(run.page === undefined || run.page === null ? {} : { page: sayPage(run.page) }),
  };
}

/** A stored report that is sent again is on another page of the web, for a time of its own; null = on none. */
export function withPage(model: ReportModel, page: Asked['run']['page'] | null): ReportModel {
  const { page: _before, ...footer } = model.footer;
  return {
    ...model,
    footer: page === undefined || page === null ? footer : { ...footer, page: sayPage(page) },
  };
}

function sayPage({ url, until }: NonNullable<Asked['run']['page']>): NonNullable<Footer['page']> {
  return {
    url,
    label: say`Read this report on the web`,
    said: say`without a sign-in until ${instant(until)}`,
  };
}

/** null = nothing is scheduled */
export function sayNextRun({ run, window }: Asked): Phrase | null {
  return run.nextRunAt === null ? null : [instant(run.nextRunAt), ` ${window.timezone}`];
}
