import { composePerformance } from '../../src/core/reports/performance.ts';
import type { ReportModel } from '../../src/core/reports/report-model.ts';
import { parseNamedAddress } from '../../src/mail/address.ts';
import { type SenderSettings, saveMailsOfRun } from '../../src/pipelines/dispatch-save.ts';
import type { ProduceNeeds } from '../../src/pipelines/produce-report.ts';
import type { Db } from '../../src/store/connect.ts';
import { buildPerformance } from './build-performance.ts';

export const SENDER: SenderSettings = {
  from: parseNamedAddress('SMS reports <reports@example.com>'),
  messageIdDomain: 'example.com',
  secretKey: 'k'.repeat(32),
  publicUrl: null,
};

/** Producing with a report of nothing and small mails; time stands at `now`. */
export function produceNeeds(
  db: Db,
  now: Temporal.Instant,
  different: Partial<ProduceNeeds> = {},
): ProduceNeeds {
  return {
    db,
    now: async () => now,
    owner: 'worker-1',
    refresh: async () => undefined,
    compose: async (asked) => emptyModel(asked.title),
    render: async (model) => ({
      subject: model.title,
      html: '<p>report</p>',
      text: 'report',
      attachments: [],
    }),
    saveMails: (trx, run, rendered) => saveMailsOfRun(SENDER, trx, run, rendered, now),
    ...different,
  };
}

export function emptyModel(title = 'SMS weekly', marks: ReportModel['marks'] = []): ReportModel {
  return { ...composePerformance(buildPerformance({ title })), marks };
}
