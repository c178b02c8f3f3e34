/** Warnings of an activation (contract §6.2): they never block. */
export const warnings = {
  CREDENTIAL_IN_LEGACY_VARIABLE: 'An Auth Token is set in LOCALSTACK_API_KEY. Move it to LOCALSTACK_AUTH_TOKEN.',
  LEGACY_KEY_IN_NEW_VARIABLE: 'A legacy key is set in LOCALSTACK_AUTH_TOKEN. Replace it with your Auth Token.',
  LEGACY_KEY_DEPRECATED: 'Legacy API keys are being phased out. Switch to an Auth Token.',
  BOTH_VARIABLES_SET_AND_DIFFERENT: 'LOCALSTACK_AUTH_TOKEN and LOCALSTACK_API_KEY differ; the first one was used.',
  CI_TOKEN_OUTSIDE_CI: 'A CI Auth Token was used outside CI. It costs a CI credit.',
  TOKEN_EXPIRING: 'The token expires soon.',
  SUBSCRIPTION_IN_GRACE: 'The subscription has ended and is in its grace time.',
  QUOTA_NEAR_LIMIT: 'Most CI credits of this period are used.',
  CLOCK_SKEW: 'The clock of this machine differs from ours.',
  PIPELINE_NOT_ALLOWED_WARN: 'This CI Auth Token is meant for another pipeline.',
  TOKEN_RETIRING: 'This token was rotated and stops working soon.',
  LEGACY_KEY_IN_CI: 'A legacy developer key is used in CI. This will be refused; use a CI Auth Token.',
} as const;

export type WarningReason = keyof typeof warnings;
