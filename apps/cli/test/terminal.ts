import { run } from '../src/program.ts';

/** Runs a command line in this process and gives what a person would see. */
export async function localstack(args: readonly string[], env: Readonly<Record<string, string>>, input = '') {
  let out = '';
  let err = '';
  const exitCode = await run(args, env, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    input: async () => input,
  });
  return { exitCode, out, err };
}
