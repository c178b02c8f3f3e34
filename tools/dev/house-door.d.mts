export function doorOf(dataDir: string): string;
export function isOccupied(dataDir: string): Promise<boolean>;
export function occupied(dataDir: string): { readonly what: string; readonly remedy: string };
