import { randomUUID } from 'node:crypto';
import { Failure } from '../../core/failure.ts';
import { REPORT_FORMATS } from '../../core/runs/run-options.ts';
import { refuseForeignRecipients } from '../../pipelines/limit-to-brands.ts';
import { requestReport } from '../../pipelines/request-report.ts';
import { listAllowedRecipients } from '../../store/recipients.ts';
import { cleanText } from './figures.ts';
import { ownRequest } from './own-reports.ts';
import { type PageAnswer, page, redirect } from './page-answer.ts';
import type { SignedInCall } from './page-route.ts';
import { ASKED_FIELDS, faultWords, listOf, readAsked, requestForm, requestOf } from './request-form.ts';
import { shell } from './shell.ts';

export const REQUEST_FIELDS = { one: ['id', 'recipients', ...ASKED_FIELDS], many: ['formats'] } as const;

const ID = /^[0-9a-f-]{36}$/;
const SHOWN_PATTERNS = 40;

type Typed = {
  readonly id: string;
  readonly recipients: string;
  readonly formats: readonly string[];
  readonly fault: string | null;
  readonly status: number;
};

/** GET: the form; its id makes that a form sent twice asks once. */
export async function showRequest(call: SignedInCall): Promise<PageAnswer> {
  const typed = { id: randomUUID(), recipients: '', formats: REPORT_FORMATS, fault: null, status: 200 };
  return requestPage(call, (name) => call.query.get(name) ?? '', typed);
}

/** POST: accepted as any other request is, with the recipients of the allow-list only; a worker makes it. */
export async function takeRequest(call: SignedInCall): Promise<PageAnswer> {
  const { form, needs, viewer } = call;
  const id = ID.test(form.text('id')) ? form.text('id') : randomUUID();
  const recipients = form.text('recipients');
  const formats = form.all('formats');
  try {
    const asked = await ownRequest(call, requestOf(readAsked((name) => form.text(name))));
    const data = {
      v: 1,
      requestId: id,
      producer: 'web',
      ...asked,
      recipients: listOf(recipients),
      ...(formats.length === 0 ? {} : { formats }),
    };
    if (data.recipients.length === 0) throw new Failure('bad-input', 'recipients: name one at least');
    if (viewer.brands !== null)
      await refuseForeignRecipients(needs.db, data.recipients, asked.brands ?? viewer.brands);
    const accepted = await requestReport(
      { ...needs.reports.request, actor: viewer.actor, replyTo: viewer.email },
      data,
    );
    return redirect(`/reports/runs/${accepted.runId}`, {
      tone: 'good',
      text: accepted.isNew
        ? 'The report is asked for. A worker makes it, usually within a minute; this page shows it then.'
        : 'This was asked for before; here is what came of it.',
    });
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'bad-input') throw error;
    const typed = { id, recipients, formats, fault: faultWords(error), status: 422 };
    return requestPage(call, (name) => form.text(name), typed);
  }
}

async function requestPage(
  call: SignedInCall,
  given: (name: string) => string,
  { id, recipients, formats, fault, status }: Typed,
): Promise<PageAnswer> {
  const { needs } = call;
  // who is on the list is not told to people of one brand
  const allowed = call.viewer.brands === null ? await listAllowedRecipients(needs.db) : [];
  const title = 'Have a report sent';
  const view = {
    shell: shell(call, fault === null ? title : `Error: ${title}`),
    ...(await requestForm(call, readAsked(given))),
    id,
    recipients,
    formats: REPORT_FORMATS.map((one) => ({ value: one, isChosen: formats.includes(one) })),
    fault,
    allowed: allowed.slice(0, SHOWN_PATTERNS).map(({ pattern }) => cleanText(pattern)),
    hasMore: allowed.length > SHOWN_PATTERNS,
    sendPath: '/reports/requests',
    previewPath: '/reports/preview',
    allPath: '/reports',
  };
  return page(needs.pages.render('request', view), status);
}
