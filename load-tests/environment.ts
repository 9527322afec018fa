/** What of the environment a program of ours needs to run at all. */
const BASIC = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot', 'TEMP', 'TMP'];

/**
 * An environment without the settings of whoever started us: no proxy between the load and the server, no key of a cloud
 * service, no DATABASE_URL of another server, no debugging.
 */
export const cleanEnvironment = (extra: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...Object.fromEntries(BASIC.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
  ...extra,
});

/** A variable of ours; empty counts as absent. The only other place of the load tests that reads the environment. */
export function variable(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}
