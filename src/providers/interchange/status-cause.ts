import type { FailureClass } from '../../core/failure-class.ts';
import type { MessageStatus } from '../../core/message-status.ts';
import type { ReceiptRow } from '../../core/source-row.ts';
import { codeMeaning, errorFieldOf } from '../codes.ts';

/** The words of the column `status`. */
export const STATUS_WORDS = [
  'queued',
  'sent',
  'unknown',
  'undelivered',
  'expired',
  'rejected',
  'failed',
  'canceled',
  'delivered',
] as const satisfies readonly MessageStatus[];

type Cause = Pick<ReceiptRow, 'failureClass' | 'codeField' | 'isKnownCode'>;

/** The status word decides whether it failed, the code why; a code that nobody lists is kept raw. */
export function causeOf(provider: string, status: MessageStatus, code: string | null): Cause {
  switch (status) {
    case 'queued':
    case 'sent':
    case 'delivered':
      return { failureClass: 'none', ...NO_CODE };
    case 'canceled':
      return { failureClass: 'canceled', ...NO_CODE };
    case 'expired':
      return causeOfCode(provider, code, 'expired');
    case 'unknown':
    case 'undelivered':
    case 'rejected':
    case 'failed':
      return causeOfCode(provider, code, 'unknown');
  }
}

const NO_CODE = { codeField: null, isKnownCode: true } as const;

function causeOfCode(provider: string, code: string | null, without: FailureClass): Cause {
  if (code === null) return { failureClass: without, ...NO_CODE };
  const meaning = codeMeaning(provider, code);
  const known = meaning?.failureClass ?? 'unknown';
  return {
    failureClass: known === 'none' ? without : known,
    codeField: errorFieldOf(provider),
    isKnownCode: meaning !== null,
  };
}
