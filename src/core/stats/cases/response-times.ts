import { kaplanMeier } from '../kaplan-meier.ts';
import { logRank, logRankArms } from '../log-rank.ts';
import { logChiSquareTail, logTwoSidedTail } from '../special.ts';
import { individualTimes, type SurvivalTimes } from '../survival-table.ts';
import { type CaseReader, refuse } from './case-reader.ts';
import { noP, pAnswer } from './p-answer.ts';
import type { CaseAnswer, StatsMethod } from './stats-method.ts';

export const RESPONSE_TIME_METHODS: readonly StatsMethod[] = [
  {
    family: 'kaplan_meier',
    question:
      'Which share has not responded yet after each time, and when has half? event 1 = responded, 0 = not seen to.',
    input: '{ time: [..], event: [..] }',
    answer: (input) => {
      const { curve, median } = kaplanMeier(readTimes(input, ''));
      const answer = {
        median,
        surv_times: curve.map(({ time }) => time),
        surv: curve.map(({ survival }) => survival),
        at_risk: curve.map(({ atRisk }) => atRisk),
      };
      return median === null ? { ...answer, reason: 'the median is not reached' } : answer;
    },
  },
  {
    family: 'log_rank',
    question:
      'Does one arm respond sooner than another? z above 0: b sooner. Two arms, or groups by name; for one look.',
    input: '{ time_a, event_a, time_b, event_b } or { time: [..], event: [..], group: [..] }',
    answer: (input) => {
      if (input.has('group')) return groupsAnswer(input);
      const tested = logRank(readTimes(input, '_a'), readTimes(input, '_b'));
      if (tested === null) return { chi2: null, df: null, z: null, ...noP('p', NO_EVENT) };
      const { z, score, information } = tested;
      return { chi2: z * z, df: 1, z, score, information, ...pAnswer('p', logTwoSidedTail(z) ?? 0) };
    },
  },
];

const NO_EVENT = 'no response while more than one arm was at risk';

function groupsAnswer(input: CaseReader): CaseAnswer {
  const time = readTime(input, '');
  const event = readEvent(input, '', time.length);
  const group = input.labels('group');
  if (group.length !== time.length) refuse('group', `a list as long as time, ${time.length} entries`, group);
  const names = [...new Set(group)].sort();
  if (names.length < 2) refuse('group', 'a list with at least two different groups', group);
  const arms = names.map((name) => {
    const places = [...group.keys()].filter((place) => group[place] === name);
    return individualTimes(
      places.map((place) => time[place] ?? 0),
      places.map((place) => event[place] === 1),
    );
  });
  const tested = logRankArms(arms);
  if (tested === null) return { chi2: null, df: null, groups: names, ...noP('p', NO_EVENT) };
  const { chiSquare, df } = tested;
  return { chi2: chiSquare, df, groups: names, ...pAnswer('p', logChiSquareTail(chiSquare, df) ?? 0) };
}

function readTimes(input: CaseReader, suffix: string): SurvivalTimes {
  const time = readTime(input, suffix);
  return individualTimes(
    time,
    readEvent(input, suffix, time.length).map((mark) => mark === 1),
  );
}

function readTime(input: CaseReader, suffix: string): readonly number[] {
  return input.reals(`time${suffix}`, { min: 0 });
}

function readEvent(input: CaseReader, suffix: string, length: number): readonly number[] {
  const event = input.wholes(`event${suffix}`, { max: 1 });
  return event.length === length
    ? event
    : refuse(`event${suffix}`, `a list as long as time${suffix}, ${length} entries`, event);
}
