/** A token of the service's shape that has 10 of its 720 minutes left. */
export function dyingToken(): string {
  const now = Math.floor(Date.now() / 1000);
  const header = { ver: 1, isu: now - 710 * 60, exp: now + 10 * 60 };
  const part = Buffer.from(JSON.stringify(header)).toString('base64url');
  return [part, 'a2V5', 'aXY', 'dGV4dA', 'dGFn'].join('.');
}
