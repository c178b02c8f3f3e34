export { DegradedBar } from './degraded-bar.tsx';
export { Failed } from './failed.tsx';
export { Instant, useNow } from './instant.tsx';
export { PageHeader } from './page-header.tsx';
export { relative } from './relative.ts';
export { theme } from './theme.ts';
