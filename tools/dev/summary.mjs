/** Adds up what runs of jest reported. A run without a report, and a file that could not be read, count as failed. */
export function summaryOf(runs) {
  const total = { passed: 0, failed: 0, skipped: 0, suites: 0, problems: [] };
  for (const { name, status, report } of runs.filter(Boolean)) {
    const broken = report ? report.numRuntimeErrorTestSuites : 1;
    total.passed += report?.numPassedTests ?? 0;
    total.failed += (report?.numFailedTests ?? 0) + broken;
    total.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
    total.suites += report?.numTotalTestSuites ?? 0;
    if (!report) total.problems.push(`${name}: no report, jest ended with ${status}`);
    else if (status !== 0 && report.success) total.problems.push(`${name}: jest ended with ${status}`);
    total.problems.push(...failedFiles(report));
  }
  return total;
}

const failedFiles = (report) =>
  (report?.testResults ?? []).filter(({ status }) => status === 'failed').map(({ name }) => `failed: ${name}`);

/** Nothing failed, nothing went wrong besides, and something ran. */
export const passes = ({ passed, failed, problems }) => failed === 0 && problems.length === 0 && passed > 0;
