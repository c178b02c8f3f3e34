/** The first failure of a start, in the words that the person reads. */
export interface Failure {
  readonly reason: string;
  readonly message: string;
  /** Further reasons that would stop the next start too. */
  readonly also?: readonly string[];
  readonly decisionId?: string | undefined;
}

const invalid =
  'The credentials defined in your environment are invalid. Please make sure to either set the LOCALSTACK_AUTH_TOKEN variable to a valid auth token, or the LOCALSTACK_API_KEY variable to a valid LocalStack API key. You can find your Auth Token or API key in the LocalStack web app https://app.localstack.cloud.';
const missing =
  'No credentials were found in your environment. Set LOCALSTACK_AUTH_TOKEN to a valid auth token, or run `localstack auth set-token <YOUR_AUTH_TOKEN>`. You can find your Auth Token at https://app.localstack.cloud/workspace/auth-tokens.';

/** The text after `Reason: `: verbatim where the sources fix it (S-113), else what the verdict says. */
export function reasonText({ reason, message }: Failure): string {
  if (reason === 'CREDENTIAL_UNKNOWN' || reason === 'CREDENTIAL_MALFORMED') return invalid;
  if (reason === 'CREDENTIAL_MISSING') return missing;
  return message;
}

/**
 * The failure banner, byte for byte (S-113). What we add stands after it, so that the verbatim block stays whole:
 * further reasons, and last the decision with its link.
 */
export function banner(failure: Failure, appUrl: string): string {
  const lines = [
    '===============================================',
    'License activation failed! 🔑❌',
    '',
    `Reason: ${reasonText(failure)}`,
    '',
    'Due to this error, Localstack has quit. LocalStack pro features can only be used with a valid license.',
    '',
    '- Please check that your credentials are set up correctly and that you have an active license.',
    '  You can find your credentials in our webapp at https://app.localstack.cloud.',
    '- If you want to continue using LocalStack without pro features you can set `ACTIVATE_PRO=0`.',
    ...(failure.also ?? []).map((text) => `- Also: ${text}`),
    ...(failure.decisionId ? [`Decision: ${failure.decisionId} — ${appUrl}/activations/${failure.decisionId}`] : []),
  ];
  return lines.join('\n');
}
