import type { Autopsy, CostlyCharacter } from '../message-autopsy.ts';
import { describeCharacter } from '../plain-character.ts';
import { count, type Phrase, say, sayCounted, term, text } from './figure.ts';
import { counted } from './words.ts';

/** "a curly apostrophe (’) at character 41 makes it UCS-2"; empty = nothing in it costs more than it shows. */
export function describeCause({ wide, double }: Pick<Autopsy, 'wide' | 'double'>): Phrase {
  const [costly] = wide.length > 0 ? wide : double;
  if (costly === undefined) return [];
  const others = (wide.length > 0 ? wide : double).length - 1;
  const where = say`${sayCharacter(costly.character)} at character ${count(costly.position)}`;
  const what = others === 0 ? where : say`${where} and ${counted(others, 'other character')}`;
  return wide.length > 0
    ? sayCounted(others + 1, '{0} makes it UCS-2', '{0} make it UCS-2', [what])
    : sayCounted(others + 1, '{0} takes two places each', '{0} take two places each', [what]);
}

/** "writing ' keeps it in 1 part", "2 characters fewer keep it in 1 part"; empty = nothing simple does. */
export function describeRemedy({ cheaper, drop, known }: Autopsy): Phrase {
  if (cheaper !== null) {
    const [only] = cheaper.writes;
    const parts = counted(cheaper.parts, 'part');
    return cheaper.writes.length === 1 && only !== undefined
      ? describeWriting(only, parts)
      : say`plain characters instead keep it in ${parts}`;
  }
  if (drop === null) return [];
  return sayCounted(drop, '{0} character less keeps it in {1}', '{0} characters fewer keep it in {1}', [
    count(drop),
    counted(known.parts - 1, 'part'),
  ]);
}

function describeWriting({ instead }: CostlyCharacter, parts: Phrase): Phrase {
  if (instead === '') return say`leaving it out keeps it in ${parts}`;
  if (instead === ' ') return say`writing a plain space keeps it in ${parts}`;
  return say`writing ${text(instead ?? '')} keeps it in ${parts}`;
}

/** "how many parts it takes depends on {name}, whose length is not known here" */
export function describeOpen({ placeholders }: Pick<Autopsy, 'placeholders'>): Phrase {
  const [first, ...rest] = placeholders;
  if (first === undefined) return [];
  return rest.length === 0
    ? say`how many parts it takes depends on ${text(first)}, whose length is not known here`
    : say`how many parts it takes depends on ${text(first)} and ${count(rest.length)} more, whose lengths are not known here`;
}

/** "a curly apostrophe (’)", "a no-break space", "the letter á"; see `nameCharacter`. */
export function sayCharacter(character: string): Phrase {
  const { name, shown } = describeCharacter(character);
  if (shown === null) return [term(name)];
  switch (name) {
    case 'the emoji':
      return say`the emoji ${text(shown)}`;
    case 'the picture mark':
      return say`the picture mark ${text(shown)}`;
    case 'the letter':
      return say`the letter ${text(shown)}`;
    case 'the character':
      return say`the character ${text(shown)}`;
    default:
      return say`${term(name)} (${text(shown)})`;
  }
}
