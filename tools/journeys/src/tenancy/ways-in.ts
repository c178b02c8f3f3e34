/** What a router of express keeps, as far as it is looked at here. */
interface Layer {
  readonly name: string;
  readonly rawPath: unknown;
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** An app of express. */
export interface Mounted {
  readonly router: { readonly stack: readonly unknown[] };
}

/** A route for more methods than anybody names one by one answers all of them. */
const named = 5;

/**
 * Every way into a server, read from what is mounted: `GET /v1/sessions/{id}`, `ALL …` for any method, and `USE / name` for
 * a handler that sees every request below a path, since such a one can answer, too. What occurs again is numbered.
 */
export const waysInto = ({ router }: Mounted): readonly string[] =>
  numbered(waysOf(router.stack as readonly Layer[], ''));

const waysOf = (stack: readonly Layer[], above: string): readonly string[] =>
  stack.flatMap((layer) =>
    pathsOf(layer).flatMap((path) => {
      const below = `${above}/${path}`.replaceAll(/\/{2,}/g, '/');
      if (layer.route) return methodsOf(layer.route).map((method) => `${method} ${below}`);
      return layer.handle.stack ? waysOf(layer.handle.stack, below) : [`USE ${below} ${layer.name}`];
    }),
  );

/** In the words of OpenAPI. Raises TypeError when express keeps paths otherwise than it did. */
function pathsOf({ rawPath }: Layer): readonly string[] {
  return [rawPath].flat().map((path) => {
    if (path instanceof RegExp) return String(path);
    if (typeof path !== 'string') throw new TypeError('express no longer keeps the path of a layer in rawPath');
    return path.replaceAll(/(?<!\\):(\w+)/g, '{$1}').replaceAll('\\:', ':');
  });
}

function methodsOf({ methods }: NonNullable<Layer['route']>): readonly string[] {
  const all = Object.keys(methods).map((method) => method.toUpperCase());
  return all.length > named ? ['ALL'] : all;
}

/** The second of the same name is told apart, so that one more is not taken for the one that is known. */
export const numbered = (names: readonly string[]): readonly string[] =>
  names.map((name, at) => {
    const before = names.slice(0, at).filter((other) => other === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
