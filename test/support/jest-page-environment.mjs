import { TestEnvironment as NodeEnvironment } from 'jest-environment-node';

/** Node, and when a test of the pages fails it says what the pages showed just then: a limit alone tells no reason. */
export default class PageEnvironment extends NodeEnvironment {
  async handleTestEvent({ name, test, hook }) {
    if (name !== 'test_fn_failure' && name !== 'hook_failure') return;
    const pages = await this.global.rowlockDescribePages?.();
    if (pages) process.stderr.write(`\nFailed: ${test?.name ?? hook?.type}. ${pages}\n`);
  }
}
