export * from './arithmetic.ts';
export * from './bench-activation.ts';
export * from './measure.ts';
export * from './memory.ts';
export * from './proc.ts';
export * from './report.ts';
