import { describe, expect, it } from 'vitest';
import { foldText } from '../../src/core/fold-text.ts';
import { readOptOutWord, readRoutedText } from '../../src/core/opt-out-word.ts';
import { KEYWORD_LISTS } from '../../src/core/opt-out-words.ts';
import { faultOfOwnWords, readOwnWords } from '../../src/core/own-opt-out-words.ts';

function reading(text: string, country: string | null = 'NO'): string {
  const { wish, isCertain } = readOptOutWord(text, country);
  return wish === 'none' ? 'none' : `${isCertain ? 'certain' : 'probable'} ${wish}`;
}

describe('a text that is nothing but a word to stop', () => {
  it.each([
    'STOP',
    'stop',
    '  Stop \n',
    'Stopp!',
    '"STOP"',
    '¡STOP!',
    'STOP.',
    'STOP 🛑',
    'ＳＴＯＰ',
    'S\u200bTOP',
    'stop\u00a0',
    'Stop all',
    'opt-out',
    '«Unsubscribe»',
  ])('is certain wherever the phone is: %j', (text) => {
    expect(reading(text)).toBe('certain opt_out');
    expect(reading(text, null)).toBe('certain opt_out');
  });

  it('is certain in the language of its country, and probable elsewhere', () => {
    expect(reading('Slutt', 'NO')).toBe('certain opt_out');
    expect(reading('avsluta', 'SE')).toBe('certain opt_out');
    expect(reading('Lopeta', 'FI')).toBe('certain opt_out');
    expect(reading('Afmeld', 'DK')).toBe('certain opt_out');
    expect(reading('Afmeld', 'NO')).toBe('probable opt_out');
    expect(reading('arrêt', 'FR')).toBe('certain opt_out');
    expect(reading('Rezygnuję', 'PL')).toBe('certain opt_out');
    expect(reading('ALTO', 'MX')).toBe('certain opt_out');
    expect(reading('ALTO', 'IT')).toBe('probable opt_out');
    expect(reading('END', 'US')).toBe('certain opt_out');
    expect(reading('END', 'DE')).toBe('probable opt_out');
    expect(reading('END', null)).toBe('probable opt_out');
  });
});

describe('a text that begins with such a word', () => {
  it.each([
    'STOP please',
    'Stop, jeg vil ikke ha mer',
    'stop sending me this',
    'Opt out now',
    'STOP START',
    'stop-nå',
  ])('is left to a person: %j', (text) => expect(reading(text)).toBe('probable opt_out'));
});

describe('any other text', () => {
  it.each([
    '',
    '   ',
    '🛑',
    'Stopwatch',
    'stopping by at noon',
    'nonstop',
    'Please stop',
    'don’t stop',
    'S T O P',
    'STOPSTOP',
    'ok, stop!',
    '5TOP',
    'Start with the red one',
    'CTOП',
  ])('asks for nothing: %j', (text) => expect(reading(text)).toBe('none'));
});

describe('a word to start again', () => {
  it('is certain when it can mean nothing else', () => {
    expect(reading('start')).toBe('certain opt_in');
    expect(reading('Unstop!')).toBe('certain opt_in');
  });

  it('is left to a person when it answers a question', () => {
    expect(reading('Ja')).toBe('probable opt_in');
    expect(reading('YES')).toBe('probable opt_in');
    expect(reading('Yes please')).toBe('none');
  });
});

describe('the first word', () => {
  it('is told folded and cut', () => {
    expect(readOptOutWord('pris på røde sko?', 'NO').keyword).toBe('PRIS');
    expect(readOptOutWord('x'.repeat(500), 'NO').keyword).toBe('X'.repeat(64));
    expect(readOptOutWord('!?', 'NO').keyword).toBeNull();
  });
});

describe('a text that the provider routed by its first word', () => {
  const routed = (text: string, keyword: string | null, country: string | null = 'NO'): string => {
    const { wish, isCertain } = readRoutedText(text, keyword, country);
    return wish === 'none' ? 'none' : `${isCertain ? 'certain' : 'probable'} ${wish}`;
  };

  it('says what stands behind that word', () => {
    expect(routed('WINTER Stopp', 'WINTER')).toBe('certain opt_out');
    expect(routed('vinter: slutt!', 'Vinter')).toBe('certain opt_out');
    expect(routed('vinter slutt', 'VINTER', 'DE')).toBe('probable opt_out');
    expect(routed('WINTER stop the music', 'WINTER')).toBe('probable opt_out');
    expect(routed('WINTER do not stop', 'WINTER')).toBe('none');
    expect(readRoutedText('WINTER Stopp', 'WINTER', 'NO').keyword).toBe('STOPP');
    expect(routed('WINTERS STOP', 'WINTER')).toBe('none');
    expect(routed('WINTER START', 'WINTER')).toBe('none');
    expect(routed('WINTER STOP', null)).toBe('none');
  });

  it('is left to a person where the provider read a stop and we do not', () => {
    expect(routed('Pare', 'STOP')).toBe('probable opt_out');
    expect(routed('help', 'HELP')).toBe('none');
  });

  it('is read as any other where it says so itself', () => {
    expect(routed('Stopp takk', 'STOPP')).toBe('probable opt_out');
    expect(routed('STOP', 'STOP')).toBe('certain opt_out');
    expect(routed('START', 'START')).toBe('certain opt_in');
  });
});

describe('words of the operator', () => {
  const own = readOwnWords('NO=stans,Meld_meg_ut SE=stans *=Paré DE=END');
  const said = (text: string, country: string | null): string => {
    const { wish, isCertain } = readOptOutWord(text, country, own);
    return wish === 'none' ? 'none' : `${isCertain ? 'certain' : 'probable'} ${wish}`;
  };

  it('stop like ours, in their countries or everywhere', () => {
    expect([said('Stans!', 'NO'), said('stans', 'SE'), said('stans', 'DK')]).toEqual([
      'certain opt_out',
      'certain opt_out',
      'probable opt_out',
    ]);
    expect(said('meld meg ut', 'NO')).toBe('certain opt_out');
    expect([said('pare', null), said('pare con esto', 'ES')]).toEqual([
      'certain opt_out',
      'probable opt_out',
    ]);
    expect([said('end', 'DE'), said('end', 'US'), said('end', 'FR')]).toEqual([
      'certain opt_out',
      'certain opt_out',
      'probable opt_out',
    ]);
    expect(readOptOutWord('stans', 'NO').wish).toBe('none');
  });

  it.each(['NO', 'NO=', 'no=STANS', 'NOR=STANS', 'NO=A,,B', '=STANS', 'NO=!!'])(
    'must be written so: %j',
    (text) => {
      expect(faultOfOwnWords(text)).toContain('must be COUNTRY=WORD');
    },
  );

  it('cannot be words to start', () => {
    expect(faultOfOwnWords('NO=STANS *=start')).toBe('*=start: START is a word to start again');
    expect(faultOfOwnWords(' NO=STANS\n*=PARE ')).toBeNull();
  });
});

describe('the lists', () => {
  it('hold words as texts are folded, and say where they come from', () => {
    for (const { words, source } of KEYWORD_LISTS) {
      expect(words.map(foldText)).toEqual(words);
      expect(source).not.toBe('');
    }
  });

  it('give no word two wishes', () => {
    const wishes = new Map<string, string>();
    for (const { words, wish } of KEYWORD_LISTS)
      for (const word of words) expect(wishes.set(word, wishes.get(word) ?? wish).get(word)).toBe(wish);
  });
});
