/** Each role may what the ones before it may. */
export const WEB_ROLES = ['viewer', 'reviewer', 'admin'] as const;
export type WebRole = (typeof WEB_ROLES)[number];

/** look: everything but a whole number · decide: approve, reject, snooze, see a number · apply: apply, undo, release, users */
const NEEDS = { look: 'viewer', decide: 'reviewer', apply: 'admin' } as const satisfies Readonly<
  Record<string, WebRole>
>;
export type WebTask = keyof typeof NEEDS;

export function mayDo(role: WebRole, task: WebTask): boolean {
  return WEB_ROLES.indexOf(role) >= WEB_ROLES.indexOf(NEEDS[task]);
}

/** The least role that may. */
export function roleFor(task: WebTask): WebRole {
  return NEEDS[task];
}

export function isWebRole(text: string): text is WebRole {
  return WEB_ROLES.some((role) => role === text);
}
