import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { inherited } from '../src/config.ts';
import { root } from '../src/root.ts';

interface Graph {
  readonly graph: { readonly nodes: Readonly<Record<string, { readonly data: { readonly root: string } }>> };
  readonly tasks: { readonly dependencies: Readonly<Record<string, readonly { readonly id: string }[]>> };
}

test('every project with code of its own can be built by nx, each after those that it refers to', () => {
  const { graph, tasks } = planOf('build');
  const projects = Object.entries(graph.nodes).filter(([, { data }]) =>
    existsSync(join(root, data.root, 'tsconfig.json')),
  );
  const expected = projects.map(([name]) => `${name}:build`).sort();
  expect(inOrder(tasks.dependencies).sort()).toEqual(Object.keys(tasks.dependencies).sort());
  expect(Object.keys(tasks.dependencies).sort()).toEqual(expected);
  expect(tasks.dependencies['@platform/grpc:build']).toContainEqual({ id: '@platform/kernel:build' });
});

/** What nx would do, without doing it. */
function planOf(target: string): Graph {
  const nx = join(root, 'node_modules/.bin/nx');
  const { stdout, stderr, status } = spawnSync(nx, ['run-many', '-t', target, '--graph=stdout'], {
    ...{ cwd: root, env: inherited(), encoding: 'utf8', maxBuffer: 1e8 },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Graph;
}

/** The tasks that can be done, each after those it depends on; what goes in a circle is missing. */
function inOrder(dependencies: Graph['tasks']['dependencies']): string[] {
  const done = new Set<string>();
  const ready = () =>
    Object.keys(dependencies).filter((task) => !done.has(task) && dependencies[task]?.every(({ id }) => done.has(id)));
  for (let next = ready(); next.length > 0; next = ready()) for (const task of next) done.add(task);
  return [...done];
}
