import type { WebTask } from '../../core/web-role.ts';
import { roleFor } from '../../core/web-role.ts';
import type { PageRefusal } from './page-answer.ts';

export const PAGE_REFUSALS = {
  notFound: refusal(404, 'not-found', 'Not here', 'There is no such page, or it is not for you.'),
  noRecommendation: refusal(
    404,
    'not-found',
    'No such recommendation',
    'There is no recommendation with this number.',
  ),
  noRun: refusal(404, 'not-found', 'No such report', 'There is no run of a report with this number.'),
  noReport: refusal(
    404,
    'not-found',
    'No report here',
    'This run has no stored report: it was not made yet, failed, or is older than reports are kept.',
  ),
  noSchedule: refusal(404, 'not-found', 'No such schedule', 'There is no schedule of this name.'),
  badLeaveLink: refusal(
    404,
    'bad-link',
    'This link is of nobody',
    'The report does not go to the reader of that mail any more, or the link was cut in two. Nothing was changed.',
  ),
  noBatch: refusal(404, 'not-found', 'No such batch', 'There is no batch with this number.'),
  csrf: refusal(
    403,
    'csrf',
    'This form is out of date',
    'Its token is missing or not of your session. Nothing was changed: go back, reload the page and try again.',
  ),
  crossSite: refusal(
    403,
    'cross-site',
    'Not sent from these pages',
    'The request was not made by a page of this site. Nothing was changed: open the page here and try again.',
  ),
  misdirected: refusal(
    421,
    'misdirected',
    'Not the address of these pages',
    'These pages are reached under another name; whoever runs them sets PUBLIC_URL.',
  ),
  signedOut: refusal(
    401,
    'signed-out',
    'You are signed out',
    'Your session has ended. Nothing was changed: sign in and try again.',
  ),
  noProxy: refusal(
    403,
    'not-signed-in',
    'You are not known here',
    'The proxy in front of these pages did not say who you are, or you have no role.',
  ),
  badSignIn: refusal(403, 'bad-sign-in', 'Not signed in', 'The name or the password is wrong.'),
  badForm: refusal(
    400,
    'bad-form',
    'This form cannot be read',
    'The request is damaged or has a field twice. Nothing was changed.',
  ),
  wrongType: refusal(
    415,
    'unsupported-type',
    'This form cannot be read',
    'The content type must be application/x-www-form-urlencoded, in UTF-8 and not compressed.',
  ),
  tooLarge: refusal(
    413,
    'too-large',
    'Too much at once',
    'The form is larger than 256 KiB. Nothing was changed.',
  ),
  badLink: refusal(
    403,
    'bad-link',
    'This link does not work',
    'The link is damaged or was made for another site. Open the newest mail, or sign in and look for yourself.',
  ),
  linkExpired: refusal(
    410,
    'link-expired',
    'This link has expired',
    'The link in a mail works for a few days. Open the newest mail, or sign in and look for yourself.',
  ),
  tooOften: refusal(429, 'too-many-requests', 'Too many at once', 'Wait a moment and try again.', {
    retryAfter: 5,
  }),
  unavailable: refusal(
    503,
    'unavailable',
    'The database does not answer',
    'Nothing is lost. Wait a moment, look whether the change is there, and try again.',
    { retryAfter: 5 },
  ),
  internal: refusal(
    500,
    'internal',
    'Something went wrong',
    'This is a defect of the program, and its log tells more. Look whether the change is there before you try again.',
  ),
} as const;

export function forbidden(task: WebTask): PageRefusal {
  const role = roleFor(task);
  return refusal(403, 'forbidden', 'Not yours to do', `This needs the role ${role}. Ask an admin.`);
}

export function methodNotAllowed(allow: string): PageRefusal {
  const message =
    allow === 'POST'
      ? 'This address only takes a form (POST): a link never changes anything.'
      : 'This address is only looked at (GET).';
  return refusal(405, 'method-not-allowed', 'Not this way', message, { allow });
}

/** 409: the thing is not as the form thought. */
export function badState(message: string): PageRefusal {
  return refusal(409, 'bad-state', 'Not any more', message);
}

/** 422, of one field. */
export function badField(message: string, code: 'bad-field' | 'field-length' = 'bad-field'): PageRefusal {
  return refusal(422, code, 'Please check the form', message);
}

export function locked(seconds: number): PageRefusal {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const message = `Too many wrong passwords for this name or from this address. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
  return refusal(429, 'locked', 'Locked for a while', message, { retryAfter: seconds });
}

function refusal(
  status: number,
  code: string,
  title: string,
  message: string,
  more: { readonly retryAfter?: number; readonly allow?: string } = {},
): PageRefusal {
  return { kind: 'refusal', status, code, title, message, ...more };
}
