/** What a word asks for when it is the whole text. */
export type Wish = 'opt_out' | 'opt_in';

export type KeywordList = {
  readonly wish: Wish;
  /** ISO 3166 alpha-2 of the phones whose owners mean it so; null = everybody does */
  readonly countries: readonly string[] | null;
  /** as `foldText` leaves them; blanks stand for themselves */
  readonly words: readonly string[];
  /** false = nobody's published list: general knowledge of the language */
  readonly isVerified: boolean;
  readonly source: string;
};

/**
 * Words people send to stop or to start again. To add one: write it folded (upper case, no punctuation) into the list
 * of its language, with where it comes from. A word that also says something else in a language of the same
 * countries belongs in none.
 */
export const KEYWORD_LISTS: readonly KeywordList[] = [
  {
    wish: 'opt_out',
    countries: null,
    words: ['STOP', 'STOPP', 'STOPALL', 'STOP ALL', 'UNSUBSCRIBE', 'UNSUB', 'OPTOUT', 'OPT OUT'],
    isVerified: true,
    source: 'default words of Twilio, AWS, Braze, Telnyx; STOPP and UNSUB: EnableX and Brevo for Norway',
  },
  {
    wish: 'opt_out',
    countries: ['US', 'CA', 'GB', 'IE', 'AU', 'NZ', 'ZA'],
    words: ['QUIT', 'END', 'REVOKE', 'CANCEL', 'REMOVE', 'TD'],
    isVerified: true,
    source: '47 CFR 64.1200(a)(10); default words of Twilio and AWS',
  },
  {
    wish: 'opt_out',
    countries: ['DK', 'GL', 'FO'],
    words: ['AFMELD', 'STOP SMS'],
    isVerified: false,
    source: 'general knowledge',
  },
  {
    wish: 'opt_out',
    countries: ['SE', 'AX', 'FI'],
    words: ['AVSLUTA', 'STOPPA', 'AVREGISTRERA'],
    isVerified: false,
    source: 'general knowledge',
  },
  {
    wish: 'opt_out',
    countries: ['NO', 'SJ'],
    words: ['AVSLUTT', 'SLUTT', 'AVMELD', 'MELD AV'],
    isVerified: false,
    source: 'general knowledge',
  },
  {
    wish: 'opt_out',
    countries: ['FI', 'AX'],
    words: ['LOPETA', 'PERU'],
    isVerified: false,
    source: 'general knowledge',
  },
  {
    wish: 'opt_out',
    countries: ['DE', 'AT', 'CH', 'LI', 'LU'],
    words: ['ABMELDEN', 'ABBESTELLEN', 'STOPPEN'],
    isVerified: false,
    source: 'general knowledge',
  },
  {
    wish: 'opt_out',
    countries: ['NL', 'BE'],
    words: ['AFMELDEN', 'UITSCHRIJVEN'],
    isVerified: false,
    source: 'general knowledge',
  },
  {
    wish: 'opt_out',
    countries: ['FR', 'BE', 'CH', 'LU', 'CA', 'MC', 'RE', 'GP', 'MQ', 'GF'],
    words: ['ARRET', 'ARRETER', 'DESABONNER'],
    isVerified: true,
    source: 'ARRET: default words of AWS, Bronto; the others: general knowledge',
  },
  {
    wish: 'opt_out',
    countries: [
      'ES',
      'MX',
      'AR',
      'CO',
      'CL',
      'PE',
      'EC',
      'UY',
      'PY',
      'BO',
      'VE',
      'CR',
      'PA',
      'DO',
      'GT',
      'US',
    ],
    words: ['BAJA', 'ALTO', 'CANCELAR'],
    isVerified: false,
    source: 'general knowledge',
  },
  {
    wish: 'opt_out',
    countries: ['IT', 'SM', 'VA', 'CH'],
    words: ['CANCELLA', 'CANCELLAMI', 'DISISCRIVI'],
    isVerified: false,
    source: 'general knowledge',
  },
  {
    wish: 'opt_out',
    countries: ['PT', 'BR', 'AO', 'MZ'],
    words: ['SAIR', 'PARAR', 'CANCELAR'],
    isVerified: false,
    source: 'general knowledge',
  },
  {
    wish: 'opt_out',
    countries: ['PL'],
    words: ['REZYGNUJE', 'WYPISZ'],
    isVerified: false,
    source: 'general knowledge',
  },
  {
    wish: 'opt_in',
    countries: null,
    words: ['START', 'UNSTOP', 'SUBSCRIBE', 'OPTIN', 'OPT IN'],
    isVerified: true,
    source: 'default words of Twilio (START, UNSTOP); the others: general knowledge',
  },
];

/**
 * Words that say yes to a question nobody can see from here: never enough to send advertising again, so a person
 * looks at them.
 */
export const MAYBE_OPT_IN: readonly string[] = ['JA', 'YES', 'OUI', 'SI', 'SIM', 'TAK', 'JOO', 'KYLLA'];
