/** One class attribute out of those that apply: `classNames(styles.button, isBusy && styles.busy)`. */
export const classNames = (...names: readonly (string | false | undefined)[]): string =>
  names.filter((name) => name !== false && name !== undefined).join(' ');
