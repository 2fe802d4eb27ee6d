import { APPLY_FIELDS, showApply, takeApply } from './apply-page.ts';
import { showAudit } from './audit-page.ts';
import { showBatch, showBatches, takeUndo } from './batches-page.ts';
import { showConfirm } from './confirm-page.ts';
import { downloadCsv } from './csv-page.ts';
import { decideChosen } from './decide-page.ts';
import { showDefinitions } from './definitions-page.ts';
import { showDeliveries } from './deliveries-page.ts';
import { LEAVE_FIELDS, showLeave, takeLeave } from './leave-page.ts';
import { showLink } from './link-page.ts';
import { showList } from './list-page.ts';
import { decideOne, revealNumberPage, showNumberPage } from './number-page.ts';
import { redirect } from './page-answer.ts';
import type { PageRoute } from './page-route.ts';
import { previewSchedulePage, showPreview } from './preview-page.ts';
import { showReportLink } from './report-link-page.ts';
import { downloadReport, showReport } from './report-page.ts';
import { showReports } from './reports-page.ts';
import { REQUEST_FIELDS, showRequest, takeRequest } from './request-page.ts';
import { showRun, showRuns, takeRelease } from './runs-page.ts';
import { switchSchedule, takeTest } from './schedule-acts.ts';
import { showSchedule } from './schedule-page.ts';
import { showSchedules } from './schedules-page.ts';
import { SIGN_IN_FIELDS, showSignIn, takeSignIn, takeSignOut } from './sign-in-page.ts';
import { startOf } from './start.ts';
import {
  ADD_FIELDS,
  showUsers,
  switchUser,
  takeBrands,
  takeEmail,
  takeNewUser,
  takePassword,
  takeRole,
} from './users-page.ts';

const DECIDE_ONE = { one: ['reason', 'days', 'version', 'in'] } as const;
const NOTHING = { one: [] } as const;

/** Every page there is: what it is called, who may, and which fields a form may have. */
export const ROUTES: readonly PageRoute[] = [
  {
    path: '/',
    bound: 'same',
    get: { task: 'look', handle: async ({ viewer }) => redirect(startOf(viewer)) },
  },
  {
    path: '/sign-in',
    bound: 'same',
    get: { task: 'open', handle: showSignIn },
    post: { task: 'open', handle: takeSignIn, fields: SIGN_IN_FIELDS },
  },
  { path: '/sign-out', bound: 'same', post: { task: 'look', handle: takeSignOut, fields: NOTHING } },
  {
    path: '/unsubscribe/:token',
    bound: 'same',
    get: { task: 'open', handle: showLeave },
    post: { task: 'open', handle: takeLeave, fields: LEAVE_FIELDS, isFromAnywhere: true },
  },
  { path: '/review/*', bound: 'same', get: { task: 'open', handle: showLink } },
  { path: '/recommendations', bound: 'nothing', get: { task: 'look', handle: showList } },
  { path: '/recommendations.csv', bound: 'nothing', get: { task: 'look', handle: downloadCsv } },
  { path: '/recommendations/confirm', bound: 'nothing', get: { task: 'decide', handle: showConfirm } },
  {
    path: '/recommendations/decide',
    bound: 'nothing',
    post: {
      task: 'decide',
      handle: decideChosen,
      fields: {
        one: ['decision', 'reason', 'days', 'query', 'scope', 'count', 'fingerprint', 'typed'],
        many: ['pick'],
      },
    },
  },
  { path: '/recommendations/:id', bound: 'nothing', get: { task: 'look', handle: showNumberPage } },
  ...(['approve', 'reject', 'snooze'] as const).map((decision) => ({
    path: `/recommendations/:id/${decision}`,
    bound: 'nothing' as const,
    post: { task: 'decide', handle: decideOne(decision), fields: DECIDE_ONE } as const,
  })),
  {
    path: '/recommendations/:id/show-number',
    bound: 'nothing',
    post: { task: 'decide', handle: revealNumberPage, fields: { one: ['in'] } },
  },
  {
    path: '/apply',
    bound: 'nothing',
    get: { task: 'apply', handle: showApply },
    post: { task: 'apply', handle: takeApply, fields: APPLY_FIELDS },
  },
  { path: '/batches', bound: 'nothing', get: { task: 'look', handle: showBatches } },
  { path: '/batches/:id', bound: 'nothing', get: { task: 'look', handle: showBatch } },
  {
    path: '/batches/:id/undo',
    bound: 'nothing',
    post: { task: 'apply', handle: takeUndo, fields: { one: ['reason', 'typed'] } },
  },
  { path: '/runs', bound: 'nothing', get: { task: 'look', handle: showRuns } },
  { path: '/runs/:id', bound: 'nothing', get: { task: 'look', handle: showRun } },
  {
    path: '/runs/:id/release',
    bound: 'nothing',
    post: { task: 'apply', handle: takeRelease, fields: { one: ['typed', 'reason'] } },
  },
  { path: '/reports', bound: 'own', get: { task: 'look', handle: showReports } },
  { path: '/reports/runs/:id', bound: 'own', get: { task: 'look', handle: showReport } },
  { path: '/reports/runs/:id/report.csv', bound: 'own', get: { task: 'look', handle: downloadReport } },
  { path: '/reports/runs/:id/deliveries', bound: 'own', get: { task: 'look', handle: showDeliveries } },
  { path: '/reports/link/*', bound: 'same', get: { task: 'open', handle: showReportLink } },
  { path: '/reports/preview', bound: 'own', get: { task: 'look', handle: showPreview } },
  { path: '/reports/new', bound: 'own', get: { task: 'decide', handle: showRequest } },
  {
    path: '/reports/requests',
    bound: 'own',
    post: { task: 'decide', handle: takeRequest, fields: REQUEST_FIELDS },
  },
  { path: '/schedules', bound: 'own', get: { task: 'look', handle: showSchedules } },
  { path: '/schedules/:key', bound: 'own', get: { task: 'look', handle: showSchedule } },
  { path: '/schedules/:key/preview', bound: 'own', get: { task: 'look', handle: previewSchedulePage } },
  { path: '/schedules/:key/test', bound: 'own', post: { task: 'decide', handle: takeTest, fields: NOTHING } },
  ...(['pause', 'resume'] as const).map((action) => ({
    path: `/schedules/:key/${action}`,
    bound: 'own' as const,
    post: { task: 'apply', handle: switchSchedule(action), fields: NOTHING } as const,
  })),
  { path: '/definitions', bound: 'same', get: { task: 'look', handle: showDefinitions } },
  { path: '/audit', bound: 'nothing', get: { task: 'look', handle: showAudit } },
  {
    path: '/users',
    bound: 'nothing',
    get: { task: 'apply', handle: showUsers },
    post: { task: 'apply', handle: takeNewUser, fields: ADD_FIELDS },
  },
  {
    path: '/users/:name/password',
    bound: 'nothing',
    post: { task: 'apply', handle: takePassword, fields: { one: ['password'] } },
  },
  {
    path: '/users/:name/email',
    bound: 'nothing',
    post: { task: 'apply', handle: takeEmail, fields: { one: ['email'] } },
  },
  {
    path: '/users/:name/brands',
    bound: 'nothing',
    post: { task: 'apply', handle: takeBrands, fields: { one: ['brands'] } },
  },
  {
    path: '/users/:name/role',
    bound: 'nothing',
    post: { task: 'apply', handle: takeRole, fields: { one: ['role'] } },
  },
  {
    path: '/users/:name/disable',
    bound: 'nothing',
    post: { task: 'apply', handle: switchUser(true), fields: NOTHING },
  },
  {
    path: '/users/:name/enable',
    bound: 'nothing',
    post: { task: 'apply', handle: switchUser(false), fields: NOTHING },
  },
];
