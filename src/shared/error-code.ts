/**
 * The `code` of a system or driver error, such as `ENOENT` or `23505`; nothing where there is none.
 * By shape, not by `instanceof`: Jest runs our code in a realm of its own, where Node's errors are not its `Error`.
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
