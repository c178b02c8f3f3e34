export * from './clock.ts';
export * from './decide.ts';
export * from './errors.ts';
export * from './ids.ts';
export * from './never.ts';
export * from './outbound.ts';
export * from './reasons.ts';
export * from './warnings.ts';
