import library from 'libphonenumber-js/package.json' with { type: 'json' };

/** Whose tables judge phones: a newer version may know more ranges. */
export const PHONE_LIBRARY = `${library.name}/max ${library.version}`;
