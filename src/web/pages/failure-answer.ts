import { Failure } from '../../core/failure.ts';
import { isRetryableError } from '../../store/retryable-error.ts';
import type { PageRefusal } from './page-answer.ts';
import { badField, badState, PAGE_REFUSALS } from './page-refusals.ts';

/** The one place where a failure becomes a status. Of a defect nobody outside learns more than that it happened. */
export function failureAnswer(error: unknown): PageRefusal {
  if (error instanceof Failure) {
    if (error.code === 'bad-input') return badField(sentence(error.message));
    if (error.code === 'bad-state' || error.code === 'locked') return badState(sentence(error.message));
    return error.code === 'mysql-unreachable' ? PAGE_REFUSALS.unavailable : PAGE_REFUSALS.internal;
  }
  if (isRetryableError(error)) return PAGE_REFUSALS.unavailable;
  return ofServer(error);
}

/** fastify's own errors say their status. */
function ofServer(error: unknown): PageRefusal {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return PAGE_REFUSALS.tooLarge;
  return typeof status === 'number' && status < 500 ? PAGE_REFUSALS.badForm : PAGE_REFUSALS.internal;
}

function sentence(message: string): string {
  const [line = ''] = message.split('\n');
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}${/[.!?]$/.test(line) ? '' : '.'}`;
}
