import { Failure } from '../core/failure.ts';
import { produceAndWake, type ReportAnswer } from './produce-and-wake.ts';
import { requestReport } from './request-report.ts';
import type { WorkerNeeds } from './worker-needs.ts';

/** A request from the public queue: accepted in MySQL, then made at once. Throws when the report could not be made. */
export async function answerRequest(
  needs: Pick<WorkerNeeds, 'request' | 'produce' | 'wake'>,
  data: unknown,
): Promise<ReportAnswer> {
  const { runId } = await requestReport(needs.request, data);
  const answer = await produceAndWake(needs, runId);
  if (answer.state === 'failed') {
    throw new Failure('bad-state', `run ${answer.run} has failed: ${answer.reason ?? 'no reason stored'}`);
  }
  return answer;
}
