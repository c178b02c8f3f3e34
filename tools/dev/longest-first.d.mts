export function longFiles(): readonly string[];
export function inOrder(paths: readonly string[], sizeOf?: (path: string) => number): readonly string[];
