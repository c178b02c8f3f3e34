const name = 'last-workspace';

/** The workspace that was open last in this browser. An id is no secret. */
export const lastWorkspace = (): string => localStorage.getItem(name) ?? '';
export const rememberWorkspace = (id: string): void => localStorage.setItem(name, id);

/** The workspace to show: the one in the address, else the last one, else the first; undefined when there is none. */
export function chooseWorkspace<W extends { readonly workspace: { readonly id: string } }>(
  all: readonly W[],
  asked: string | undefined,
  last: string,
): W | undefined {
  const find = (id: string | undefined) => all.find(({ workspace }) => workspace.id === id);
  return asked ? find(asked) : (find(last) ?? all[0]);
}
