import type { BlockList } from 'node:net';
import type { AllowedHours } from '../../core/findings/send-hours.ts';
import type { WebRole } from '../../core/web-role.ts';
import type { FourEyes } from '../../pipelines/decide-recommendations.ts';
import type { PhoneSecret } from '../../pipelines/open-phone-keys.ts';
import type { PreviewNeeds } from '../../pipelines/preview-report.ts';
import type { RequestNeeds } from '../../pipelines/request-report.ts';
import type { BatchNeeds } from '../../pipelines/run-batch.ts';
import type { TestMail } from '../../pipelines/send-test.ts';
import type { Pages } from '../../render/pages/load-pages.ts';
import type { Templates } from '../../render/templates.ts';
import type { Db } from '../../store/connect.ts';

/** How browsers reach us. */
export type Site = {
  /** `https://reports.example.com`; null = no PUBLIC_URL, so only this machine's own names are right */
  readonly origin: string | null;
  /** of the links in mails; empty = no PUBLIC_URL */
  readonly host: string;
  /** in front of every path, without a slash at the end */
  readonly base: string;
  readonly isSecure: boolean;
};

/** A proxy that has signed people in and says who they are. */
export type ProxySignIn = {
  /** lower case */
  readonly header: string;
  readonly roles: ReadonlyMap<string, WebRole>;
  /** of whoever is not named; null = is refused */
  readonly otherRole: WebRole | null;
};

/** For looking at a report before it is sent, and for having one sent. */
export type ReportsNeeds = {
  readonly preview: PreviewNeeds;
  readonly sendHours: AllowedHours;
  readonly request: Omit<RequestNeeds, 'actor'>;
  /** null = no mail server is configured here */
  readonly mail: TestMail | null;
};

export type PagesNeeds = {
  readonly db: Db;
  readonly secretKey: string;
  /** opens numbers */
  readonly phoneKey: PhoneSecret;
  /** by the database clock */
  readonly now: () => Promise<Temporal.Instant>;
  readonly pages: Pages;
  /** of the reports, as mails have them */
  readonly templates: Templates;
  readonly reports: ReportsNeeds;
  readonly site: Site;
  readonly fourEyes: FourEyes;
  /** for applying and undoing */
  readonly batches: BatchNeeds;
  /** whose X-Forwarded-For, and whose word for who it is, is believed */
  readonly peers: BlockList;
  /** most calls of one address; left out = more than an office clicks */
  readonly callsPerMinute?: number | undefined;
  /** null = people sign in with a password */
  readonly proxy: ProxySignIn | null;
};
