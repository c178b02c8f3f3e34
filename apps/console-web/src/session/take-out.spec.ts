import { expect, test } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import type { AnswerOf } from '../api/client.ts';
import { workspacesQuery } from './queries.ts';
import { takeOut } from './take-out.ts';

type Membership = AnswerOf<'listMyWorkspaces'>['workspaces'][number];

const membership = (id: string): Membership => ({
  workspace: {
    ...{ id, name: id, slug: id, kind: 'company', status: 'active' },
    ...{ created_at: '2026-01-02T03:04:05.678Z', revision: 1 },
  },
  role: 'admin',
  permissions: [],
});
const [north, south] = [membership('ws_north'), membership('ws_south')];
const turn = () => new Promise((resolve) => setTimeout(resolve));

test('a list that was asked for before does not bring the workspace back: it is asked for again', async () => {
  const queries = new QueryClient();
  queries.setQueryData(workspacesQuery.queryKey, [north, south]);
  const answers: ((all: Membership[]) => void)[] = [];
  const ask = () => new Promise<Membership[]>((resolve) => answers.push(resolve));
  const watched = new QueryObserver(queries, { ...workspacesQuery, queryFn: ask });
  const leave = watched.subscribe(() => undefined);
  await turn();
  expect(answers).toHaveLength(1);

  const out = takeOut(queries, 'ws_north');
  await turn();
  const seen = () => queries.getQueryData(workspacesQuery.queryKey);
  expect(seen()).toEqual([south]);
  answers[0]?.([north, south]);
  await turn();
  expect(seen()).toEqual([south]);
  expect(answers).toHaveLength(2);
  answers[1]?.([south]);
  await out;
  expect(seen()).toEqual([south]);
  leave();
  queries.clear();
});
