import { stripVTControlCharacters } from 'node:util';

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

/** Each file that failed, and of each of its failures the beginning: who sees the end alone sees what was wrong. */
const failedFiles = (report) =>
  (report?.testResults ?? [])
    .filter(({ status }) => status === 'failed')
    .map(({ name, message = '', assertionResults = [] }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed');
      const said = failed.map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages.join('\n')}`);
      return [`failed: ${name}`, ...(said.length > 0 ? said : [message]).map(beginning)].join('\n  ');
    });

const lines = 12;
const beginning = (text) =>
  stripVTControlCharacters(text)
    .trim()
    .split('\n')
    .slice(0, lines)
    .map((line) => line.slice(0, 200))
    .join('\n    ');

/** Nothing failed, nothing went wrong besides, and something ran. */
export const passes = ({ passed, failed, problems }) => failed === 0 && problems.length === 0 && passed > 0;
