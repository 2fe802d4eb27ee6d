import type { Command } from 'commander';
import { CLICK_VERDICTS } from '../../core/click-verdict.ts';
import { Failure } from '../../core/failure.ts';
import { failureClassOf } from '../../core/failure-class.ts';
import { MESSAGE_STATUSES } from '../../core/message-status.ts';
import { maskPhonesIn } from '../../core/phone-number.ts';
import { shownText } from '../../core/shown-text.ts';
import { type ExplainedContact, explainContact } from '../../pipelines/explain-contact.ts';
import type { ContactEvent } from '../../store/contact/read-contact-file.ts';
import type { CommandContext } from '../context.ts';
import { at, recommendationTable } from '../print-recommendations.ts';
import { readPhoneFromStdin } from '../read-phone-stdin.ts';
import { readNumber } from '../recommendation-flags.ts';
import { recommendationJson } from '../recommendations-json.ts';
import { textTable } from '../text-table.ts';

type ShowFlags = {
  readonly phoneStdin?: boolean;
  readonly country?: string;
  readonly limit: string;
  readonly json?: boolean;
};

export function registerContact(program: Command, context: CommandContext): void {
  program
    .command('contact')
    .description('one contact or number')
    .command('show')
    .argument('[id]', 'of the sending platform')
    .description('why a number is flagged, suppressed, or neither: what happened, what each rule would need')
    .option('--phone-stdin', 'instead of an id: a number on standard input')
    .option('--country <code>', 'of a number without a country code')
    .option('--limit <count>', 'latest events, at most', '30')
    .option('--json', 'as JSON')
    .action((id: string | undefined, flags: ShowFlags) => show(context, id, flags));
}

async function show(context: CommandContext, id: string | undefined, flags: ShowFlags): Promise<void> {
  if ((id === undefined) !== (flags.phoneStdin === true))
    throw new Failure('bad-input', 'contact: name an id, or send a number with --phone-stdin');
  const size = readNumber(flags.limit, '--limit');
  const wanted = id === undefined ? { e164: await readPhoneFromStdin(flags.country) } : { contactId: id };
  const app = await context.app();
  const found = await explainContact({ ...app, secretKey: app.phoneKey }, wanted, {
    now: await app.now(),
    size,
  });
  if (found === null) throw new Failure('bad-input', 'contact: nobody has that id or number');
  context.stdout(flags.json === true ? `${JSON.stringify(jsonOf(found), null, 2)}\n` : textOf(found));
}

function textOf({
  contacts,
  suppressions,
  recommendations,
  rules,
  leftOut,
  events,
}: ExplainedContact): string {
  const who = contacts.map(
    (one) =>
      `contact ${shownText(one.contactId)}  ${one.phoneMasked ?? 'no number'}  ${one.phoneKind ?? 'kind unknown'}  ${one.country ?? '-'}  segment ${one.segmentId ?? '-'}  ${one.verdict === null ? 'nothing wrong with its notation' : `${one.verdict} (${one.verdictRule ?? '-'})`}\n`,
  );
  const held = suppressions.map(
    (one) =>
      `  ${one.reason}${one.sender === '' ? '' : ` for sender ${shownText(one.sender)}`} since ${at(one.suppressedAt)} by ${one.source} ${one.sourceId}${one.untilAt === null ? '' : ` until ${at(one.untilAt)}`}\n`,
  );
  const left = (title: string) => ({ title, align: 'left' as const });
  return [
    ...who,
    held.length === 0 ? 'not suppressed\n' : 'suppressed\n',
    ...held,
    recommendations.length === 0 ? 'never recommended\n' : recommendationTable(recommendations),
    rules.length === 0
      ? 'no search for numbers to clean has looked at it yet\n'
      : textTable(
          ['rule', 'needs', 'has'].map(left),
          rules.map(({ rule, needs, has }) => [rule, needs, has]),
        ),
    leftOut === 0 ? '' : `${leftOut} failures did not count: many failed together\n`,
    textTable(
      ['at (UTC)', 'what', 'detail', 'campaign'].map(left),
      events.map((event) => [at(event.at), ...wordsOf(event), shownText(event.campaign || '-')]),
    ),
  ].join('');
}

function wordsOf({ what, detail }: ContactEvent): readonly [string, string] {
  const [kind, number] = what.split(' ');
  if (kind === 'status') {
    const [failureClass, ...code] = detail.split(' ');
    const status = Object.entries(MESSAGE_STATUSES).find(([, value]) => value === Number(number))?.[0];
    const told = failureClassOf(Number(failureClass)) ?? '';
    return [status ?? what, shownText([told, ...code].join(' ').trim() || '-')];
  }
  if (kind === 'click') {
    const verdict = Object.entries(CLICK_VERDICTS).find(([, value]) => value === Number(number))?.[0];
    return ['click', verdict === 'none' ? 'not judged yet' : (verdict ?? '-')];
  }
  return [what, shownText(detail || '-')];
}

function jsonOf({ contacts, suppressions, recommendations, rules, leftOut, events }: ExplainedContact) {
  return {
    contacts: contacts.map((one) => ({
      contact_id: one.contactId,
      phone_masked: one.phoneMasked,
      phone_kind: one.phoneKind,
      is_valid: one.isValid,
      country: one.country,
      segment_id: one.segmentId,
      verdict: one.verdict,
      verdict_rule: one.verdictRule,
    })),
    suppressions: suppressions.map((one) => ({
      contact_id: one.contactId,
      sender: one.sender === '' ? null : one.sender,
      reason: one.reason,
      source: one.source,
      source_id: String(one.sourceId),
      suppressed_at: one.suppressedAt.toString(),
      until_at: one.untilAt?.toString() ?? null,
    })),
    recommendations: recommendations.map(recommendationJson),
    rules,
    left_out: leftOut,
    events: events.map((event) => {
      const [what, detail] = wordsOf(event);
      return {
        at: event.at.toString(),
        what,
        detail: maskPhonesIn(detail),
        campaign: maskPhonesIn(event.campaign),
      };
    }),
  };
}
