import { door as wire } from '@platform/contracts';
import { type CallerTrust, rpc, serve } from '@platform/grpc';
import { HOUR } from '@platform/kernel';
import type { Mongo } from '@platform/mongo';
import { captureLog } from './capture-log.ts';

/** Plays the part of a gateway that is told what it may not rely on any more. */
export interface DoorServer {
  /** What the gateway gives to `KeepPosted`. */
  readonly address: string;
  /** Has the owner with this database tell it of changes for an hour, however slow the test. */
  post(owner: Pick<Mongo, 'collection'>): Promise<void>;
  /** Every subject that was withdrawn, in order. */
  readonly withdrawn: readonly string[];
  /** What happens before it has been told; refuses there when it throws. */
  onWithdraw(then: () => Promise<void>): void;
  stop(): Promise<void>;
}

/** Starts it: `await doorServer(callers.trust('gateway'))`. */
export async function doorServer(caller: CallerTrust): Promise<DoorServer> {
  const withdrawn: string[] = [];
  let before = async (): Promise<void> => {};
  const policy = { service: ['identity', 'workspace'] } as const;
  const withdraw = rpc(policy, async ({ subjects }: wire.WithdrawRequest): Promise<wire.WithdrawResponse> => {
    await before();
    withdrawn.push(...subjects);
    return {};
  });
  const server = await serve({
    ...{ address: '127.0.0.1:0', caller, log: captureLog('door').log },
    services: [{ definition: wire.DoorServiceService, rpcs: { withdraw } }],
  });
  return {
    ...{ address: server.address, withdrawn },
    post: async ({ collection }) => {
      const post = { $set: { until: new Date(Date.now() + HOUR) } };
      await collection<{ _id: string }>('doors').updateOne({ _id: server.address }, post, { upsert: true });
    },
    onWithdraw: (then) => {
      before = then;
    },
    stop: server.stop,
  };
}
