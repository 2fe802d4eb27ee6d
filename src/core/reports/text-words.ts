import type { Autopsy, CostlyCharacter } from '../message-autopsy.ts';
import { nameCharacter } from '../plain-character.ts';
import { count, type Phrase, text } from './figure.ts';
import { agree, counted } from './words.ts';

/** "a curly apostrophe (’) at character 41 makes it UCS-2"; empty = nothing in it costs more than it shows. */
export function describeCause({ wide, double }: Pick<Autopsy, 'wide' | 'double'>): Phrase {
  const [costly] = wide.length > 0 ? wide : double;
  if (costly === undefined) return [];
  const others = (wide.length > 0 ? wide : double).length - 1;
  const what: Phrase = [
    text(nameCharacter(costly.character)),
    ' at character ',
    count(costly.position),
    ...(others === 0 ? [] : [' and ', ...counted(others, 'other character')]),
  ];
  if (wide.length > 0) return [...what, ` ${agree(others + 1, 'makes', 'make')} it UCS-2`];
  return [...what, ` ${agree(others + 1, 'takes', 'take')} two places each`];
}

/** "writing ' keeps it in 1 part", "2 characters fewer keep it in 1 part"; empty = nothing simple does. */
export function describeRemedy({ cheaper, drop, known }: Autopsy): Phrase {
  if (cheaper !== null) {
    const [only] = cheaper.writes;
    const what: Phrase =
      cheaper.writes.length === 1 && only !== undefined
        ? describeWriting(only)
        : ['plain characters instead'];
    return [
      ...what,
      agree(cheaper.writes.length, ' keeps', ' keep'),
      ' it in ',
      ...counted(cheaper.parts, 'part'),
    ];
  }
  if (drop === null) return [];
  const verb = agree(drop, ' less keeps', ' fewer keep');
  return [...counted(drop, 'character'), `${verb} it in `, ...counted(known.parts - 1, 'part')];
}

function describeWriting({ instead }: CostlyCharacter): Phrase {
  if (instead === '') return ['leaving it out'];
  if (instead === ' ') return ['writing a plain space'];
  return ['writing ', text(instead ?? '')];
}

/** "how many parts that costs depends on {name}, whose length is not known here" */
export function describeOpen({ placeholders }: Pick<Autopsy, 'placeholders'>): Phrase {
  const [first, ...rest] = placeholders;
  if (first === undefined) return [];
  const more = rest.length === 0 ? [] : [` and ${rest.length} more`];
  return [
    'how many parts it takes depends on ',
    text(first),
    ...more,
    `, whose length ${agree(placeholders.length, 'is', 'are')} not known here`.replace(
      'length are',
      'lengths are',
    ),
  ];
}
