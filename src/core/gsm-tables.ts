/** 3GPP TS 23.038, default alphabet (one septet each). */
export const BASIC: ReadonlySet<string> = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension table: an escape and a second septet, which no part border may separate. */
export const EXTENSION: ReadonlySet<string> = new Set('\f^{}\\[~]|€');

/** Languages with a national table here. A provider uses one only when asked or told to, so none is assumed. */
export const SHIFT_LANGUAGES = ['turkish', 'spanish', 'portuguese'] as const;
export type ShiftLanguage = (typeof SHIFT_LANGUAGES)[number];

type ShiftTables = {
  /** Annex A.2: instead of the extension table, two septets each */
  readonly single: ReadonlySet<string>;
  /** Annex A.3: instead of the default alphabet, one septet each; null = there is none */
  readonly locking: ReadonlySet<string> | null;
};

/** TS 23.038 Annex A. Each single shift table repeats the extension table. */
export const SHIFT_TABLES: Readonly<Record<ShiftLanguage, ShiftTables>> = {
  turkish: {
    single: new Set([...EXTENSION, ...Array.from('ĞİŞçğış')]),
    locking: new Set(
      '@£$¥€éùıòÇ\nĞğ\rÅåΔ_ΦΓΛΩΠΨΣΘΞŞşßÉ !"#¤%&\'()*+,-./0123456789:;<=>?İABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§çabcdefghijklmnopqrstuvwxyzäöñüà',
    ),
  },
  spanish: { single: new Set([...EXTENSION, ...Array.from('çÁÍÓÚáíóú')]), locking: null },
  portuguese: {
    single: new Set([...EXTENSION, ...Array.from('êçÔôÁáΦΓΩΠΨΣΘÊÀÍÓÚÃÕÂíóúãõâ')]),
    locking: new Set(
      '@£$¥êéúíóç\nÔô\rÁáΔ_ªÇÀ∞^\\€Ó|ÂâÊÉ !"#º%&\'()*+,-./0123456789:;<=>?ÍABCDEFGHIJKLMNOPQRSTUVWXYZÃÕÚÜ§~abcdefghijklmnopqrstuvwxyzãõ`üà',
    ),
  },
};
