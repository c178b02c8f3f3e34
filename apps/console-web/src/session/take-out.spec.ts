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

/** A page that shows the workspaces; its list is not answered until the test does that. */
async function shown() {
  const queries = new QueryClient();
  const { queryKey } = workspacesQuery;
  queries.setQueryData(queryKey, [north, south]);
  const answers: ((all: Membership[]) => void)[] = [];
  const queryFn = () => new Promise<Membership[]>((resolve) => answers.push(resolve));
  new QueryObserver(queries, { ...workspacesQuery, queryFn }).subscribe(() => undefined);
  await turn();
  return { queries, answers, seen: () => queries.getQueryData(queryKey) };
}

test('a list that was asked for before does not bring the workspace back: it is asked for again', async () => {
  const { queries, answers, seen } = await shown();
  expect(answers).toHaveLength(1);

  const out = takeOut(queries, 'ws_north');
  await turn();
  expect(seen()).toEqual([south]);
  answers[0]?.([north, south]);
  await turn();
  expect(seen()).toEqual([south]);
  expect(answers).toHaveLength(2);
  answers[1]?.([south]);
  await out;
  expect(seen()).toEqual([south]);
});

test('a list that is not on its way is not asked for: it may disagree, and would be asked for without end', async () => {
  const { queries, answers, seen } = await shown();
  answers[0]?.([north, south]);
  await turn();
  await takeOut(queries, 'ws_north');
  await turn();
  expect(seen()).toEqual([south]);
  expect(answers).toHaveLength(1);
});
