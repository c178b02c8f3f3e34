type Environment = Readonly<Record<string, string | undefined>>;

const passedOn = /^(PATH|HOME|LANG|LC_\w+|TZ|TMPDIR|LOG_LEVEL|METRICS|TRACES_FILE|OTEL_\w+)$/;

/** What a service may learn of our own environment: where it runs and how it tells, never what it does. */
export const inherited = (env: Environment = process.env): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => passedOn.test(name)));

export interface StartConfig {
  readonly resend: { readonly apiKey: string; readonly baseUrl?: string } | undefined;
}

export function readStartConfig(env: Environment = process.env): StartConfig {
  const { RESEND_API_KEY: apiKey, RESEND_BASE_URL: baseUrl } = env;
  return { resend: apiKey ? { apiKey, ...(baseUrl && { baseUrl }) } : undefined };
}

/** Where the development house keeps its data: beside the code, ignored by git. */
export const dataFolder = (root: string, env: Environment = process.env): string =>
  env.HOUSE_DATA ? env.HOUSE_DATA : `${root}/.data`;
