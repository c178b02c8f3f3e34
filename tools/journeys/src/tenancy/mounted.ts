import { appOf as activationApp } from '@platform/activation';
import { appOf as gatewayApp, readConfig } from '@platform/console-gateway';
import { systemClock } from '@platform/kernel';
import { logger } from '@platform/telemetry';

const log = logger('tenancy', { level: 'silent' });
const nobody = (): never => {
  throw new Error('this server is looked at, not asked');
};

/** The gateway with all that it can be told to serve, and nobody behind it. */
export const bareGateway = () =>
  gatewayApp(
    readConfig({
      ...{ CALLER_PRIVATE_KEY: 'none', CALLER_KEYS: '{}', KAFKA_BROKERS: '127.0.0.1:9', APP_URL: 'http://127.0.0.1:9' },
      ...{ CONSOLE_DIR: '/nowhere', LOCAL_INBOX_URL: 'http://127.0.0.1:9' },
    }),
    nobody,
    log,
  );

/** The public HTTP side of activation, and nobody behind it. */
export const bareActivation = () =>
  activationApp({
    context: { clock: systemClock, signingKeys: [], log },
    door: { activate: nobody, refuseMalformed: nobody, docsUrl: '' },
    ...{ trustedProxies: 0, problems: () => [] },
  });
