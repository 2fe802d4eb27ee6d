import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { SHIFT_LANGUAGES, type ShiftLanguage } from '../../core/gsm-tables.ts';
import { type Autopsy, autopsyMessage } from '../../core/message-autopsy.ts';
import type { Packing } from '../../core/message-parts.ts';
import { nameCharacter } from '../../core/plain-character.ts';
import type { Phrase } from '../../core/reports/figure.ts';
import { describeCause, describeOpen, describeRemedy } from '../../core/reports/text-words.ts';
import { counted } from '../../core/reports/words.ts';
import { shownText } from '../../core/shown-text.ts';
import { createFormatter } from '../../render/format.ts';
import type { CommandContext } from '../context.ts';
import { readStandardInput } from '../standard-input.ts';

type Flags = {
  readonly text?: string;
  readonly shift?: readonly string[];
  readonly reference: string;
  readonly json?: boolean;
};

/** Ten times what any provider takes as one message. */
const MOST_CHARACTERS = 400_000;

export function registerParts(program: Command, context: CommandContext): void {
  program
    .command('parts')
    .description('why a text takes the parts it takes: one text from standard input, or --text')
    .option('--text <text>', 'the text (default: standard input, without its last line end)')
    .option('--shift <language...>', `national tables the provider uses: ${SHIFT_LANGUAGES.join(', ')}`)
    .option('--reference <bits>', 'number that ties the parts together: 8 or 16', '8')
    .option('--json', 'as JSON')
    .action(async (flags: Flags) => {
      const packing = readPacking(flags);
      const text = flags.text ?? (await readStandardInput(MOST_CHARACTERS, 'one text')).replace(/\r?\n$/, '');
      const autopsy = autopsyMessage(text, packing);
      context.stdout(
        flags.json === true ? `${JSON.stringify(autopsyJson(autopsy), null, 2)}\n` : printed(autopsy),
      );
    });
}

function readPacking({ shift = [], reference }: Flags): Packing {
  const wrong = shift.find((language) => !isShiftLanguage(language));
  if (wrong !== undefined)
    throw new Failure(
      'bad-input',
      `--shift: ${shownText(wrong)} is not one of ${SHIFT_LANGUAGES.join(', ')}`,
    );
  if (reference !== '8' && reference !== '16')
    throw new Failure('bad-input', `--reference: ${shownText(reference)} is neither 8 nor 16`);
  return { languages: shift.filter(isShiftLanguage), reference: reference === '16' ? 16 : 8 };
}

function isShiftLanguage(word: string): word is ShiftLanguage {
  return SHIFT_LANGUAGES.some((language) => language === word);
}

/** As `--json` shows it; the keys are documented and stay. */
function autopsyJson({ beyondBmp, ...autopsy }: Autopsy): Readonly<Record<string, unknown>> {
  return { ...autopsy, beyond_bmp: beyondBmp };
}

function printed(autopsy: Autopsy): string {
  const { phrase } = createFormatter('en-GB', 'UTC');
  const lines: readonly Phrase[] = [
    sizeOf(autopsy),
    describeCause(autopsy),
    describeRemedy(autopsy),
    describeOpen(autopsy),
    beyondOf(autopsy),
  ];
  return lines
    .filter((line) => line.length > 0)
    .map((line) => `${phrase(line)}\n`)
    .join('');
}

/** "UCS-2, 75 units: 2 parts" */
function sizeOf({ encoding, known, parts }: Autopsy): Phrase {
  const tables = known.shift === undefined ? [] : [` with the ${known.shift.language} tables`];
  const size: Phrase = [encoding, ...tables, ', ', ...counted(known.units, 'unit')];
  if (parts !== null) return [...size, ': ', ...counted(parts, 'part')];
  return [...size, ' without its placeholders: at least ', ...counted(known.parts, 'part')];
}

function beyondOf({ beyondBmp }: Autopsy): Phrase {
  const [first, ...rest] = beyondBmp;
  if (first === undefined) return [];
  const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
  return [`LINK Mobility's API does not take ${nameCharacter(first)}${more}`];
}
