export type MailFile = {
  readonly filename: string;
  readonly contentType: string;
  /** Content-ID of a picture shown inside the html, without angle brackets */
  readonly cid?: string;
  readonly bytes: Uint8Array;
};

/** What render gives. */
export type MailContent = {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly MailFile[];
};
