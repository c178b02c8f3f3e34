import { beforeAll, describe, expect, test } from '@jest/globals';
import { settledPerson } from '@platform/journeys';
import type { Stage } from '../../src/index.ts';
import type { Aimed } from './aimed.ts';
import { overGrpc } from './hostile-grpc.ts';
import { overHttp } from './hostile-http.ts';

const pidsOf = ({ house }: Stage) => house.names.map((name) => house.process(name).pid);

/** Every route and every RPC with what does not belong there. */
export function hostileInput(on: () => Stage): void {
  describe('hostile input', () => {
    let aimed: Aimed;
    let pids: readonly number[];
    beforeAll(async () => {
      const stage = on();
      aimed = { stage, person: await settledPerson(stage.place) };
      pids = pidsOf(stage);
    }, 300_000);

    describe('over HTTP', () => overHttp(() => aimed));
    describe('over gRPC', () => overGrpc(() => aimed));

    test('the house stands as before: the same processes, and it serves', async () => {
      const { stage } = aimed;
      expect(pidsOf(stage)).toEqual(pids);
      const { token } = await settledPerson(stage.place);
      for (const door of stage.doors) expect((await door.activate(token)).granted).toBe(true);
    }, 300_000);
  });
}
