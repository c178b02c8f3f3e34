/** Whether the process belongs to somebody who holds its standard input or IPC channel open and takes it along. */
export const isHouseChild = (env: NodeJS.ProcessEnv = process.env): boolean => env.HOUSE_CHILD === '1';
