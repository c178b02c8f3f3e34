export * from './keys.ts';
export * from './sealed.ts';
