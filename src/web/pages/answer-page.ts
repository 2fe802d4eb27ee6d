import type { FastifyRequest } from 'fastify';
import { mayDo } from '../../core/web-role.ts';
import { isSameSecret } from '../same-secret.ts';
import { callerAddress } from './caller-address.ts';
import { readCookie } from './cookies.ts';
import { readFlash } from './flash.ts';
import { isRefusal, type PageAnswer, type PageRefusal, redirect } from './page-answer.ts';
import { forbidden, methodNotAllowed, PAGE_REFUSALS } from './page-refusals.ts';
import type { PageCall, PageRoute } from './page-route.ts';
import type { PagesNeeds } from './pages-needs.ts';
import { EMPTY_FORM, type Form, readForm } from './read-form.ts';
import { readMailForm } from './read-mail-form.ts';
import { isOurHost, isSentByUs } from './same-origin.ts';
import { findViewer } from './viewer.ts';

/** host, where it was sent from, fields, who, whether it is for them, token, role, and only then the page itself. */
export async function answerPage(
  needs: PagesNeeds,
  route: PageRoute,
  request: FastifyRequest,
): Promise<PageAnswer> {
  const header = headerOf(request);
  if (!isOurHost(needs.site, header('host'))) return PAGE_REFUSALS.misdirected;
  const isForm = request.method === 'POST';
  const way = isForm ? route.post : route.get;
  if (way === undefined) return methodNotAllowed(isForm ? 'GET' : 'POST');
  const isOpen = route.post?.isFromAnywhere === true;
  if (isForm && !isOpen && !isSentByUs(needs.site, sentFrom(header))) return PAGE_REFUSALS.crossSite;
  const form = isForm && route.post !== undefined ? formOf(route.post, request) : EMPTY_FORM;
  if (isRefusal(form)) return form;

  return answerKnown({ needs, bound: route.bound, way, request, header, form, isForm });
}

function formOf(post: NonNullable<PageRoute['post']>, request: FastifyRequest): Form | PageRefusal {
  return post.isFromAnywhere === true
    ? readMailForm(request.body, request.headers['content-type'] ?? '', post.fields.one)
    : readForm(request.body, post.fields);
}

type Known = {
  readonly needs: PagesNeeds;
  readonly bound: PageRoute['bound'];
  readonly way: NonNullable<PageRoute['get']>;
  readonly request: FastifyRequest;
  readonly header: Header;
  readonly form: Form;
  readonly isForm: boolean;
};

async function answerKnown({ needs, bound, way, request, header, form, isForm }: Known): Promise<PageAnswer> {
  const now = await needs.now();
  const caller = {
    remote: request.socket.remoteAddress ?? '',
    sessionCookie: readCookie(header('cookie'), 'session', needs.site),
    header,
  };
  const viewer = await findViewer(needs, caller, now);
  const call: PageCall = { ...callOf(needs, request, header), now, viewer, form };
  if (way.task === 'open') return way.handle(call);
  if (viewer === null) return notSignedIn(needs, call, isForm);
  if (bound === 'nothing' && viewer.brands !== null) return PAGE_REFUSALS.notFound;
  if (isForm && !isSameSecret(form.text('csrf'), viewer.csrf)) return PAGE_REFUSALS.csrf;
  if (!mayDo(viewer.role, way.task)) return forbidden(way.task);
  return way.handle({ ...call, viewer });
}

type Header = (name: string) => string;

function headerOf(request: FastifyRequest): Header {
  return (name) => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : '';
  };
}

function sentFrom(header: Header): Parameters<typeof isSentByUs>[1] {
  return { host: header('host'), origin: header('origin'), fetchSite: header('sec-fetch-site') };
}

function callOf(
  needs: PagesNeeds,
  request: FastifyRequest,
  header: Header,
): Omit<PageCall, 'now' | 'viewer' | 'form'> {
  const here = request.raw.url ?? '/';
  const at = here.indexOf('?');
  const address = callerAddress(needs.peers, {
    remote: request.socket.remoteAddress ?? '',
    forwarded: header('x-forwarded-for'),
  });
  return {
    needs,
    params: paramsOf(request.params),
    query: new URLSearchParams(at < 0 ? '' : here.slice(at + 1)),
    address,
    flash: readFlash(readCookie(header('cookie'), 'flash', needs.site), needs.secretKey),
    here,
    languages: header('accept-language'),
  };
}

function paramsOf(params: unknown): Readonly<Record<string, string>> {
  if (typeof params !== 'object' || params === null) return {};
  return Object.fromEntries(Object.entries(params).filter((pair) => typeof pair[1] === 'string'));
}

/** A page is shown after the sign-in; a form is lost, and it is said so. */
function notSignedIn(needs: PagesNeeds, { here }: PageCall, isForm: boolean): PageAnswer {
  if (needs.proxy !== null) return PAGE_REFUSALS.noProxy;
  if (isForm) return PAGE_REFUSALS.signedOut;
  return redirect(here === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(here)}`);
}
