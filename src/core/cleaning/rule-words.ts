/**
 * What each rule asks for, in a sentence for a reviewer. No thresholds: a search may have run with others, and what
 * was found stands in the evidence.
 */
const RULE_WORDS: Readonly<Record<string, string>> = {
  R1: 'Operators said for certain that there is no such number, in more than one campaign and days apart, more often than that it is out of reach, and nothing has got through since.',
  R1b: 'An operator said once that there is no such number. Once is not enough to stop sending.',
  R1c: 'An operator said that there is no such number, and the numbering plan has no such number either.',
  R1d: 'Operators said again and again, over weeks and in more than one campaign, that the number is probably not in use, and less often that it is out of reach.',
  R2: 'The line cannot take SMS: an operator said so, or it is a landline that failed more than once.',
  R3: 'The numbering plan of the country has no such number, and nothing was ever delivered to it.',
  R4: 'The operator has barred or suspended the number more than once within a month.',
  R5: 'Out of reach in every one of several campaigns over months, without any sign of life.',
  R6: 'The contact asked to stop, by a word or through the provider. This holds at once and nobody has to decide.',
  R7: 'The contact, or its operator for it, blocks this sender.',
  R8: 'Messages arrive, but there is no click, reply or order, for half a year or ever.',
  R9: 'Two contacts have the same number.',
  R10: 'The number was damaged before it came here, as spreadsheets do.',
  R11: 'Used to click, does not any more, and gets many messages; a rest may bring the contact back.',
  R12: 'Used to click, does not any more, and gets many messages; fewer a week may bring the contact back.',
  R13: 'Used to click and does not any more, though messages are few; one message that asks for a sign of life comes before anything else.',
};

export function ruleInWords(ruleId: string): string {
  return RULE_WORDS[ruleId] ?? 'A rule of a newer version; the sentence above says what was found.';
}
