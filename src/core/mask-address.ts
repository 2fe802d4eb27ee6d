/** "maren@nordlys.example" as "m…@nordlys.example": enough to know one's own, too little to write to. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = address.slice(0, Math.max(0, at));
  return `${first}…${at < 0 ? '' : address.slice(at)}`;
}
