export interface Run {
  readonly name: string;
  readonly status: number;
  readonly report: object | undefined;
}
export interface Total {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly suites: number;
  readonly problems: readonly string[];
}
export function summaryOf(runs: readonly (Run | undefined)[]): Total;
export function passes(total: Total): boolean;
