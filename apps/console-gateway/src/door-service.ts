import { door } from '@platform/contracts';
import { callerTrust, rpc, type Served, serve } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import type { Logger } from '@platform/telemetry';
import type { Config } from './config.ts';
import type { LastAdmitted } from './last-admitted.ts';

const AT_ONCE = 200;

/** Serves those whose word the gateway holds. Raises an Error that names the address when it cannot listen there. */
export const serveDoor = (config: Config, last: LastAdmitted, log: Logger): Promise<Served> =>
  serve({
    ...{ address: config.GRPC_ADDRESS, log },
    caller: callerTrust({ keys: config.CALLER_KEYS, audience: 'gateway' }),
    services: [
      {
        definition: door.DoorServiceService,
        rpcs: {
          withdraw: rpc(
            { service: ['identity', 'workspace'] },
            async ({ subjects }: door.WithdrawRequest): Promise<door.WithdrawResponse> => {
              if (subjects.length > AT_ONCE) throw refuse('BATCH_TOO_LARGE', { metadata: { max: `${AT_ONCE}` } });
              last.withdraw(subjects);
              return {};
            },
          ),
        },
      },
    ],
  });
