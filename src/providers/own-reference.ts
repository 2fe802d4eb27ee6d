import { type Fields, ID_WIDTH } from './read-fields.ts';

/**
 * Our own id as the provider hands it back. What is longer than any id of ours is somebody else's data in the same
 * field and no fault of the event.
 */
export function ownReference(fields: Fields, field: string): string | null {
  const value = fields.cut(field, ID_WIDTH + 1);
  return value !== null && value.length <= ID_WIDTH ? value : null;
}
