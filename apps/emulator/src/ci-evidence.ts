import { cutTo, requestLimits } from '@platform/lease';
import type { Environment } from './config.ts';

/** What this start can tell about the CI run it belongs to. */
export interface CiContext {
  readonly detected: boolean;
  readonly evidence: readonly string[];
  readonly provider: string;
  readonly repository: string;
  readonly workflow: string;
  readonly job: string;
  readonly ref: string;
  readonly run_id: string;
  readonly run_attempt: string;
}

/** Variables that a CI system sets; each alone is evidence. */
const providers: Readonly<Record<string, string>> = {
  GITHUB_ACTIONS: 'github',
  GITLAB_CI: 'gitlab',
  CIRCLECI: 'circleci',
  TRAVIS: 'travis',
  BUILDKITE: 'buildkite',
  JENKINS_URL: 'jenkins',
  TF_BUILD: 'azure',
  CODEBUILD_BUILD_ID: 'codebuild',
  BITBUCKET_BUILD_NUMBER: 'bitbucket',
  TEAMCITY_VERSION: 'teamcity',
};

const off = new Set(['', '0', 'false']);
const isSet = (value: string | undefined): boolean => !off.has((value ?? '').trim().toLowerCase());

const names = {
  repository: ['GITHUB_REPOSITORY', 'CI_PROJECT_PATH', 'BUILD_REPOSITORY_NAME', 'BITBUCKET_REPO_FULL_NAME'],
  workflow: ['GITHUB_WORKFLOW', 'CI_PIPELINE_NAME', 'BUILDKITE_PIPELINE_SLUG', 'JOB_NAME'],
  job: ['GITHUB_JOB', 'CI_JOB_NAME', 'CIRCLE_JOB', 'BUILDKITE_LABEL'],
  ref: ['GITHUB_REF', 'CI_COMMIT_REF_NAME', 'CIRCLE_BRANCH', 'BUILDKITE_BRANCH', 'TRAVIS_BRANCH'],
  run_id: ['GITHUB_RUN_ID', 'CI_PIPELINE_ID', 'CIRCLE_WORKFLOW_ID', 'BUILDKITE_BUILD_ID', 'TRAVIS_BUILD_ID'],
  run_attempt: ['GITHUB_RUN_ATTEMPT', 'BUILDKITE_RETRY_COUNT'],
} as const;

const fields = Object.keys(names) as (keyof typeof names)[];

/** How much of a field the server takes, where that is less than of a text. */
const limits: Partial<Record<keyof typeof names, number>> = {
  run_id: requestLimits.name,
  run_attempt: requestLimits.name,
};

const first = (env: Environment, some: readonly string[]): string =>
  some.map((name) => env[name]?.trim() ?? '').find((value) => value !== '') ?? '';

/** Reads the evidence: `CI` set and not 0 or false, or a variable of a known provider. */
export function ciContext(env: Environment): CiContext {
  const known = Object.keys(providers).filter((name) => isSet(env[name]));
  const evidence = [...(isSet(env.CI) ? ['CI'] : []), ...known];
  const told = fields.map((field) => [field, cutTo(limits[field] ?? requestLimits.text, first(env, names[field]))]);
  return {
    detected: evidence.length > 0,
    evidence,
    provider: providers[known[0] ?? ''] ?? '',
    ...(Object.fromEntries(told) as Record<keyof typeof names, string>),
  };
}
