import { type Phrase, say, term, text } from '../figure.ts';
import { createKnownWords } from '../known-words.ts';

/** Why a number is proposed, as the rules of src/core/cleaning stored it, as a sentence a language can say. */
export function sayBecause(because: string): Phrase {
  const [, why = because, quiet] = QUIET.exec(because) ?? [];
  const said = sayWhy(why);
  return quiet === undefined
    ? said
    : say`${said} If nothing had changed, 1 person in ${text(quiet)} would be that quiet.`;
}

const QUIET = /^(.+\.) If nothing had changed, 1 person in (\d+) would be that quiet\.$/;

const sayWhy = createKnownWords(
  [
    'Unknown to the operator {0} in {1} campaigns over {2} days, and nothing reached it since.',
    'Unknown to the operator, and the numbering plan has no such number.',
    'Probably unknown to the operator: said {0} in {1} campaigns over {2} days, and nothing reached it since.',
    'Unknown to the operator {0} in {1}; not enough to stop sending.',
    'The operator says {0} that the line takes no SMS.',
    'Probably a line without SMS: said {0}, and nothing reached it since.',
    'By the numbering plan no mobile, and {0} messages failed.',
    'Barred by the operator {0}, last on {1}.',
    'Not reached {0} in {1} campaigns over {2} days.',
    'The contact or its operator blocked this sender {0}.',
    '{0} messages arrived in {1} days and there never was a click, reply or order; by chance that is {2}.',
    '{0} messages arrived and there was no click, reply or order for {1} days, nor after asking.',
    '{0} messages arrived and there was no click, reply or order for {1} days.',
    'An import damaged the number; the one that was meant can be told.',
    'An import damaged the number beyond repair; put it right at its source.',
    'Written as no number of its country is; another one is probably meant.',
    'The numbering plan has no such number, but others like it are reached: the plan may be behind.',
    'The numbering plan has no such number, but no operator refused it either.',
    'The numbering plan has no such number, and nothing was ever delivered to it.',
    '{0} contacts have this number and more than one of them ordered: it may be shared by a household.',
    '{0} contacts have this number; the one with the latest sign of life stays.',
    'Clicked none of {0} messages before; none of the last {1}.',
    'Clicked none of {0} messages before; {1} of the last {2}.',
    'Used to click 1 message in {0}; none of the last {1}.',
    'Used to click 1 message in {0}; {1} of the last {2}.',
  ],
  sayPart,
);

/** What the rules put into their sentences: how often, how likely; numbers and dates stand as they are. */
function sayPart(part: string): Phrase {
  if (/^(?:once|twice|one campaign)$/.test(part)) return [term(part)];
  const [, many, what] = /^(\d+) (times|campaigns)$/.exec(part) ?? [];
  if (many !== undefined) return what === 'times' ? say`${text(many)} times` : say`${text(many)} campaigns`;
  const [, percent] = /^(\d+\.\d) %$/.exec(part) ?? [];
  if (percent === undefined) return [text(part)];
  return [{ kind: 'relative', value: Number(percent) / 100, unsigned: true }];
}
