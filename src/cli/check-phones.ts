import { Failure } from '../core/failure.ts';
import { maskPhone } from '../core/phone-number.ts';
import { judgePhone } from '../core/phones/judge-phone.ts';
import { maskRaw } from '../core/phones/mask-raw.ts';
import { PHONE_RULES } from '../core/phones/phone-rule.ts';
import { cutLines } from '../files/cut-text.ts';

export type CheckFlags = {
  readonly country: string | null;
  /** true = numbers are shown whole */
  readonly full: boolean;
  readonly json: boolean;
};

const LONGEST_LINE = 65_536;

/** Judges a number a line as it comes, and gives a line for each; blank lines are none. */
export async function* checkPhones(
  input: AsyncIterable<unknown>,
  flags: CheckFlags,
): AsyncGenerator<string, void> {
  const lines = cutLines();
  let lineNo = 0;
  for await (const piece of input) {
    for (const line of lines.add(String(piece))) yield checked(line, (lineNo += 1), flags);
    if (lines.waiting() > LONGEST_LINE)
      throw new Failure(
        'bad-input',
        `line ${lineNo + 1} has more than ${LONGEST_LINE} characters; send one number a line`,
      );
  }
  for (const line of lines.end()) yield checked(line, (lineNo += 1), flags);
}

function checked(line: string, lineNo: number, { country, full, json }: CheckFlags): string {
  const raw = line.replace(/\r$/, '');
  const { verdict, rule, candidate, number } = judgePhone(raw, country);
  const shown = (e164: string | null): string | null => (e164 === null || full ? e164 : maskPhone(e164));
  const answer = {
    line: lineNo,
    written: full ? raw : maskRaw(raw),
    verdict,
    rule,
    kind: number?.kind ?? null,
    country: number?.country ?? null,
    number: shown(number?.e164 ?? null),
    candidate: shown(candidate),
  };
  if (json) return `${JSON.stringify(answer)}\n`;
  const cells = [
    String(lineNo),
    answer.written.replace(/\p{Cc}/gu, '?'),
    verdict,
    answer.kind ?? '-',
    answer.country ?? '-',
    answer.candidate ?? '-',
    PHONE_RULES[rule],
  ];
  return `${cells.join('\t')}\n`;
}
