import { composePerformance } from '../../src/core/reports/performance.ts';
import type { ReportModel } from '../../src/core/reports/report-model.ts';
import { parseAddress } from '../../src/mail/address.ts';
import type { ProduceNeeds } from '../../src/pipelines/produce-report.ts';
import type { Db } from '../../src/store/connect.ts';
import { saveDispatches } from '../../src/store/dispatches.ts';
import { buildPerformance } from './build-performance.ts';

/** Producing with a report of nothing and mails of three bytes; time stands at `now`. */
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
    saveMails: async (trx, run) =>
      saveDispatches(trx, {
        runId: run.id,
        now,
        deadlineAt: run.deadlineAt,
        parts: [],
        dispatches: run.options.recipients.map((recipient) => ({
          recipient,
          recipientKey: parseAddress(recipient).key,
          messageId: `<${run.id}.${recipient}>`,
          dateHeader: 'Mon, 23 Nov 2026 07:00:00 +0000',
          envelope: {},
          mailSha256: '00'.repeat(32),
          mailBytes: 3,
          refused: null,
        })),
      }),
    ...different,
  };
}

export function emptyModel(title = 'SMS weekly', marks: ReportModel['marks'] = []): ReportModel {
  return { ...composePerformance(buildPerformance({ title })), marks };
}
